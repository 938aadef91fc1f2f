import type { Target, Wanted } from '../kinds/versions.ts';
import { CLUSTER, parseWanted, versionNotice } from '../kinds/versions.ts';
import type { ManifestDocument } from '../manifest/document.ts';
import type { ResolvedConfig } from './config.ts';
import type { Finding } from './finding.ts';

const COMMENT = /^[ \t]*#[ \t]*kube-guardrails-kubernetes-version:[ \t]*["']?([^\s"']+)/dm;

const known = new WeakMap<ManifestDocument, { readonly wanted: Wanted | undefined }>();

/** The Kubernetes version that a comment of a document's own names. */
export function versionIn(text: string): Wanted | undefined {
  if (!text.includes('kube-guardrails-kubernetes-version')) return undefined;
  const name = COMMENT.exec(text)?.[1];
  return name === undefined ? undefined : parseWanted(name);
}

/** What a document is written for; its comment is read once. */
export function documentTarget(
  document: ManifestDocument,
  uri: string,
  { targetOf }: Pick<ResolvedConfig, 'targetOf'>,
): Target {
  let own = known.get(document);
  if (!own) known.set(document, (own = { wanted: versionIn(document.text) }));
  return targetOf(uri, own.wanted);
}

/** Tells of a comment that names a version which is none, or none that is known here. */
export function versionFindings({ text }: ManifestDocument, knowsClusters: boolean): Finding[] {
  if (!text.includes('kube-guardrails-kubernetes-version')) return [];
  const match = COMMENT.exec(text);
  const name = match?.[1];
  const message = name === CLUSTER && !knowsClusters ? NO_CLUSTER : name && versionNotice(name);
  const [start, end] = match?.indices?.[1] ?? [0, 0];
  if (!message) return [];
  const place = { span: { start, end }, path: '', resource: undefined, related: [], tags: [], fixes: [] };
  return [{ id: 'unknown-version', severity: 'warning', basis: 'guardrail', message, ...place }];
}

const NO_CLUSTER =
  'no cluster can be chosen here, so the latest known version is used: name a version such as "1.34"';
