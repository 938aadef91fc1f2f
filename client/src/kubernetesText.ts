import { mayHoldManifest } from '../../server/src/core/manifest/detect.ts';

/** Languages in which VS Code may show a manifest; `helm` comes from other extensions. */
export const MANIFEST_LANGUAGES: readonly string[] = ['yaml', 'json', 'jsonc', 'helm'];

/** Schemes of documents that a person edits; the left side of a diff or an output channel is none of them. */
export const EDITED_SCHEMES: readonly string[] = ['file', 'untitled', 'vscode-vfs'];

/** The part of `vscode.TextDocument` that decides whether the document is Kubernetes'. */
export interface TextLike {
  readonly languageId: string;
  readonly uri: { readonly scheme: string; readonly path: string };
  getText(): string;
}

/** Whether a document is of interest: a manifest, a kustomization or our own config file. */
export function isKubernetesText(document: TextLike): boolean {
  return (
    mayBecomeKubernetesText(document) &&
    (NAMED.test(document.uri.path) || mayHoldManifest(document.getText()))
  );
}

/** Whether typing could turn a document into a manifest. Looks at its language and place only. */
export function mayBecomeKubernetesText(document: TextLike): boolean {
  return MANIFEST_LANGUAGES.includes(document.languageId) && EDITED_SCHEMES.includes(document.uri.scheme);
}

/** Whether an edit touched a line that holds `apiVersion` or `kind`: only such an edit can make a text a manifest. */
export function touchesHeader(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes('kind') || line.includes('apiVersion'));
}

/** Files that are Kubernetes' by their name, even while they hold no `kind`. */
const NAMED = /(?:^|\/)(?:\.kube-guardrails\.yaml|kustomization\.ya?ml)$/;
