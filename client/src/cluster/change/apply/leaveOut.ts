import { remove } from '../../../../../server/src/core/manifest/edit.ts';
import { fieldAt } from './fieldAt.ts';
import type { Manifest } from './readManifests.ts';
import { readManifests } from './readManifests.ts';
import type { Planned } from './planApply.ts';

/** A field of a manifest that somebody else takes care of. */
export interface Foreign {
  readonly manifest: Manifest;
  /** As the server writes it. */
  readonly field: string;
}

/** The fields that others own: those in conflict, and the number of replicas where something scales. */
export function foreignFields(planned: readonly Planned[]): readonly Foreign[] {
  return planned.flatMap(({ manifest, conflicts, owners, fate }) => {
    const fields = conflicts.map(({ field }) => field);
    const scales = fate !== 'unchanged' && owners.some(({ by }) => by === 'scaler');
    const isWritten = manifest.root.at('spec', 'replicas').exists;
    const all = scales && isWritten ? [...fields, '.spec.replicas'] : fields;
    return [...new Set(all)].map((field) => ({ manifest, field }));
  });
}

/** The text without fields. What is needed to know an object, such as the name of a container, stays. */
export function withoutFields(text: string, fields: readonly Foreign[]): string {
  let left = text;
  for (const { manifest, field } of fields) {
    const { kind, name, namespace, group } = manifest;
    const current = readManifests(left).manifests.find(
      (one) => one.kind === kind && one.name === name && one.namespace === namespace && one.group === group,
    );
    const found = current && fieldAt(current.root, field);
    if (!current || !found?.isExact || NEEDED.has(String(found.field.key))) continue;
    const edits = remove(found.field).toSorted((a, b) => b.start - a.start);
    for (const { start, end, text: inserted } of edits)
      left = left.slice(0, current.start + start) + inserted + left.slice(current.start + end);
  }
  return left;
}

const NEEDED = new Set(['apiVersion', 'kind', 'name', 'namespace', 'metadata']);
