import { escapeMarkdown } from './hover.ts';

/** A rule of a role (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole). */
export interface RightsRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** What a binding gives. */
export interface Given {
  /** `in every namespace`, `in the namespace shop`; no Markdown. */
  readonly where: string;
  /** The role, as Markdown. */
  readonly role: string;
  readonly rules: readonly RightsRule[];
}

/** So many rules are told of. */
const MOST = 8;

/** Rights in one list, as Markdown: first what to be careful about. */
export function rightsText(given: readonly Given[]): string {
  const lines = given.flatMap(({ where, role, rules }) =>
    rules.map((rule) => `- ${ruleText(rule)}, ${escapeMarkdown(where)} (${role})`),
  );
  const shown = lines.slice(0, MOST);
  const rest = lines.length - shown.length;
  const careful = cautions(given);
  return [
    ...(careful.length > 0 ? [`**Careful:** it may ${careful.join(', and ')}.`, ''] : []),
    ...shown,
    ...(rest > 0 ? [`- and ${rest} ${rest === 1 ? 'rule' : 'rules'} more`] : []),
  ].join('\n');
}

function ruleText({
  verbs,
  apiGroups = [],
  resources,
  resourceNames = [],
  nonResourceURLs = [],
}: RightsRule) {
  const does = verbs.includes('*') ? '**everything**' : list(verbs);
  if (!resources?.length) return `${does} on the addresses ${list(nonResourceURLs)}`;
  const groups = apiGroups.filter((group) => group !== '');
  const of = groups.includes('*') ? ' of all groups' : groups.length > 0 ? ` of ${list(groups)}` : '';
  const what = resources.includes('*') ? '**all kinds**' : list(resources);
  return `${does} on ${what}${of}${resourceNames.length > 0 ? `, only ${list(resourceNames)}` : ''}`;
}

function list(words: readonly string[]): string {
  return words.map((word) => (word === 'secrets' ? '**secrets**' : escapeMarkdown(word))).join(', ');
}

/** What is too much for nearly every program. */
function cautions(given: readonly Given[]): readonly string[] {
  const found = given.flatMap(({ where, rules }) => {
    const place = escapeMarkdown(where);
    const unnamed = rules.filter(({ resourceNames = [] }) => resourceNames.length === 0);
    if (unnamed.some(isEverything)) return [`do **everything** ${place}`];
    return [
      ...(unnamed.some(readsSecrets) ? [`read all **Secrets** ${place}`] : []),
      ...(unnamed.some(hasWildcard)
        ? [`do what comes with a later version, too, by a **wildcard** ${place}`]
        : []),
    ];
  });
  return [...new Set(found)];
}

function isEverything({ verbs, apiGroups, resources }: RightsRule): boolean {
  return [verbs, apiGroups, resources].every((words) => words?.includes('*'));
}

function hasWildcard({ verbs, apiGroups, resources }: RightsRule): boolean {
  return [verbs, apiGroups, resources].some((words) => words?.includes('*'));
}

function readsSecrets({ verbs, apiGroups = [], resources = [] }: RightsRule): boolean {
  return covers(apiGroups, ['']) && covers(resources, ['secrets']) && covers(verbs, ['get', 'list', 'watch']);
}

function covers(words: readonly string[], wanted: readonly string[]): boolean {
  return words.includes('*') || wanted.some((one) => words.includes(one));
}
