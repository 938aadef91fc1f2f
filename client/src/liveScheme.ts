/** Documents of this scheme are objects of clusters that are edited; the language server does not get them. */
export const EDIT_SCHEME = 'kube-guardrails-edit';

/** The query of the address of a document that shows or edits an object of a cluster. */
export interface Bound {
  readonly context: string;
  /** In the API. */
  readonly path: string;
}

/** Which object of which context a document is bound to; nothing for other documents. */
export function boundTo({
  scheme,
  query,
}: {
  readonly scheme: string;
  readonly query: string;
}): Bound | undefined {
  if (scheme !== EDIT_SCHEME && !scheme.startsWith('kube-guardrails-object')) return undefined;
  return JSON.parse(query) as Bound;
}
