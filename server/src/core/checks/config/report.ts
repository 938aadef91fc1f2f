import { renameKey } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { nearest } from '../config.ts';
import type { Finding } from '../finding.ts';

/** Says what is wrong with an entry of a config file. */
export type Report = (field: Field, message: string, fixes?: readonly Fix[], onKey?: boolean) => void;

/** A report that collects findings. */
export function collectInto(findings: Finding[]): Report {
  return (field, message, fixes = [], onKey = false) => {
    const span = (onKey && field.keySpan) || field.span;
    const place = { span, path: field.path, resource: undefined, related: [], tags: [] };
    findings.push({ id: 'invalid-config', severity: 'error', basis: 'guardrail', message, fixes, ...place });
  };
}

/** An entry whose key is none of those that are known here. */
export function unknownKey(entry: Field, what: string, known: readonly string[], report: Report): void {
  const name = String(entry.key);
  const near = nearest(name, known);
  const fixes: Fix[] = near
    ? [{ title: `Rename to \`${near}\``, safe: false, edits: () => renameKey(entry, near) }]
    : [];
  report(entry, `unknown ${what} \`${name}\`: ${hint(near, known)}`, fixes, true);
}

/** What an unknown word may have meant. */
export function hint(near: string | undefined, known: readonly string[]): string {
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return `known are ${known.length > 12 ? 'those that `kube-guardrails list` shows' : known.join(', ')}`;
}

/** What stands in a field, in words. */
export function describe(field: Field): string {
  if (field.isMap) return 'a mapping';
  if (field.isSeq) return 'a list';
  return field.exists ? `"${field.written}"` : 'nothing';
}
