import type { Minor } from '../kinds/versions.ts';
import { parseVersion } from '../kinds/versions.ts';
import type { ManifestDocument } from '../manifest/document.ts';

const COMMENT = /^[ \t]*#[ \t]*kube-guardrails-kubernetes-version:[ \t]*["']?([\w.+-]+)/m;

const known = new WeakMap<ManifestDocument, Minor | null>();

/** The Kubernetes version that a comment of a document's own names, else the given one. */
export function versionOf(text: string, otherwise: Minor): Minor {
  if (!text.includes('kube-guardrails-kubernetes-version')) return otherwise;
  const name = COMMENT.exec(text)?.[1];
  return (name === undefined ? undefined : parseVersion(name)) ?? otherwise;
}

/** As `versionOf`, read once per document. */
export function documentVersion(document: ManifestDocument, otherwise: Minor): Minor {
  let version = known.get(document);
  if (version === undefined) {
    const own = versionOf(document.text, UNSET);
    version = own === UNSET ? null : own;
    known.set(document, version);
  }
  return version ?? otherwise;
}

const UNSET: Minor = -1;
