import type { CommandId } from './commands/commands.ts';

/**
 * Where a finding's code points to. A command link opens without a prompt and without the network,
 * and works from the hover, the Problems panel and the peek view alike. The server fills in `{id}`.
 */
export const PAGE_LINK = `command:${'kubeGuardrails.explain' satisfies CommandId}?%5B%22{id}%22%5D`;

/** Scheme of the read-only documents that hold the pages. */
export const PAGE_SCHEME = 'kube-guardrails-check';

/** Whether a text can be the id of a check; it becomes part of a path. */
export function isCheckId(id: unknown): id is string {
  return typeof id === 'string' && /^[a-z][a-z0-9-]*$/.test(id);
}

/** The title of a page: the text of its first heading. */
export function pageTitle(markdown: string): string | undefined {
  return /^# +(.+?)\s*$/m.exec(markdown)?.[1];
}
