import type { Minor } from '../kinds/versions.ts';
import { parseVersion, versionNotice } from '../kinds/versions.ts';
import type { ManifestDocument } from '../manifest/document.ts';
import type { Finding } from './finding.ts';

const COMMENT = /^[ \t]*#[ \t]*kube-guardrails-kubernetes-version:[ \t]*["']?([^\s"']+)/dm;

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

/** Tells of a comment that names a version which is none, or none that is known. */
export function versionFindings({ text }: ManifestDocument): Finding[] {
  if (!text.includes('kube-guardrails-kubernetes-version')) return [];
  const match = COMMENT.exec(text);
  const message = match?.[1] === undefined ? undefined : versionNotice(match[1]);
  const [start, end] = match?.indices?.[1] ?? [0, 0];
  if (message === undefined) return [];
  const place = { span: { start, end }, path: '', resource: undefined, related: [], tags: [], fixes: [] };
  return [{ id: 'unknown-version', severity: 'warning', basis: 'guardrail', message, ...place }];
}
