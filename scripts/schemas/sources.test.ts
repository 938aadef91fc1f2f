import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../build.ts';
import { readClientNode } from './clientNode.ts';
import type { FieldType } from './definitions.ts';
import { modelOf, readModels } from './enrich.ts';
import type { CompiledSchema } from './validators.ts';

const MODULES = join(ROOT, 'node_modules');
const release = readClientNode(join(MODULES, 'client-node-1.36'), 36);
const models = readModels([
  join(MODULES, '@kubernetes-models/apimachinery'),
  join(MODULES, 'kubernetes-models'),
]);

/** What both sources say of a field, in one notation. */
function ofClientNode(type: FieldType): string {
  switch (type.kind) {
    case 'list':
      return `list of ${ofClientNode(type.of)}`;
    case 'map':
      return `map of ${ofClientNode(type.of)}`;
    case 'ref':
      return type.name.replace(/^(?:[A-Z][a-z]+)*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
    default:
      return type.kind;
  }
}

function ofModels(schema: CompiledSchema): string {
  if (schema.$ref !== undefined) {
    if (/Quantity$|Time$/.test(schema.$ref)) return 'string';
    if (schema.$ref.endsWith('IntOrString')) return 'intOrString';
    return schema.$ref.replace(/^.*V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
  }
  if (schema.type === 'array') return `list of ${ofModels(schema.items ?? {})}`;
  if (schema.type === 'object' && schema.additionalProperties)
    return `map of ${ofModels(schema.additionalProperties)}`;
  return schema.type ?? 'any';
}

it('both sources agree on fields, types and what is required', () => {
  const differing: string[] = [];
  let compared = 0;
  for (const [name, definition] of release.definitions) {
    const model = modelOf(models, name, definition);
    if (!model || /(?:alpha|beta)\d/.test(name)) continue;
    for (const [field, { type, required }] of definition.fields) {
      const schema = model.schema.properties?.[field];
      // One of the packages is a minor ahead, and one requires the type of every object.
      if (!schema || field === 'apiVersion' || field === 'kind') continue;
      compared++;
      const [ours, theirs] = [ofClientNode(type), ofModels(schema)];
      if (ours !== theirs && ours !== 'any') differing.push(`${name}.${field}: ${ours}, ${theirs}`);
      const requires = model.schema.required?.includes(field) ?? false;
      if (required !== requires) differing.push(`${name}.${field}: required ${required}, ${requires}`);
    }
  }
  expect(compared).toBeGreaterThan(1_500);
  expect(differing).toEqual([
    'V1StatefulSetSpec.volumeClaimTemplates: list of PersistentVolumeClaim, list of object',
  ]);
});
