/** Scheme of the read-only documents that hold the pages. */
export const PAGE_SCHEME = 'kube-guardrails-check';

/**
 * Where a finding's code points to: a document of ours. The editor opens it without a prompt and without the network,
 * from the hover, the Problems panel and the peek view alike; `command:` links work in the panel only.
 * The server fills in `{id}`.
 */
export const PAGE_LINK = `${PAGE_SCHEME}:/{id}.md`;

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
