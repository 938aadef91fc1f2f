import type { CommandId } from './commands/commands.ts';

/** Scheme of the read-only documents that hold the pages. */
export const PAGE_SCHEME = 'kube-guardrails-check';

const EXPLAIN: CommandId = 'kubeGuardrails.explain';

/** What the server puts where a check's page is to be linked; it fills in `{id}`. */
export const EXPLAIN_LINK = { scheme: 'command', template: `command:${EXPLAIN}?%5B%22{id}%22%5D` };

/** Editor that shows such a document: VS Code's own Markdown preview. Written to the contributions as a default. */
export const PAGE_EDITOR = { [`${PAGE_SCHEME}:/*.md`]: 'vscode.markdown.preview.editor' };

/** Whether a text can be the id of a check; it becomes part of a path. */
export function isCheckId(id: unknown): id is string {
  return typeof id === 'string' && /^[a-z][a-z0-9-]*$/.test(id);
}

/** The title of a page: what should hold, which stands in bold below the heading. */
export function pageTitle(markdown: string): string | undefined {
  return /^\*\*(.+?)\.?\*\*\s*$/m.exec(markdown)?.[1];
}
