/**
 * A text for a notice or its progress. VS Code makes links of `[words](command:…)` in them, which run any command, and much of what is said
 * comes from clusters: events, errors of servers, the last lines of a container.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
