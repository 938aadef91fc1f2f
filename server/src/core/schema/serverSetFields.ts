import { remove } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { SchemaProblem } from './problem.ts';
import type { Schema } from './schema.ts';

/**
 * Fields that the API server fills in itself
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/).
 */
const METADATA: readonly string[] = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** Whether a field of an object's root or metadata is none for authors, so that nobody wants it offered. */
export function isServerSet(name: string, owner: Schema): boolean {
  if (owner.name === 'ObjectMeta') return METADATA.includes(name);
  return name === 'status' && owner.fields?.has('metadata') === true && owner.fields.has('apiVersion');
}

/** What was copied out of a cluster and means nothing in a manifest. Empty leftovers of generators are left alone. */
export function serverSetFields({ root }: Resource, schema: Schema): SchemaProblem[] {
  const fields = METADATA.map((name) => root.at('metadata', name));
  const status = schema.fields?.get('status')?.schema;
  if (status && (status.type === 'object' || status.type === 'any')) fields.push(root.at('status'));
  return fields.filter(hasContent).map((field) => ({
    id: 'server-set-field',
    field,
    span: field.keySpan,
    message: `"${field.key}" is filled in by the cluster: remove it from the manifest`,
    fixes: [{ title: `Remove \`${field.key}\``, safe: true, edits: () => remove(field) }],
  }));
}

function hasContent(field: Field): boolean {
  if (field.isMap) return field.entries().some(hasContent);
  if (field.isSeq) return field.items().some(hasContent);
  return field.exists && field.value !== '';
}
