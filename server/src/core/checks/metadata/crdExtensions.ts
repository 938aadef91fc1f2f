import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { at, fix, isTrue } from './crdReport.ts';
import type { Report } from './crdReport.ts';

/**
 * Checks what a schema says with extensions of Kubernetes
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#controlling-pruning).
 */
export function checkExtensions(schema: Field, report: Report): void {
  const preserve = schema.at('x-kubernetes-preserve-unknown-fields');
  if (preserve.value === false) {
    const fixes = [fix('Remove it', () => remove(preserve))];
    report(preserve, '`x-kubernetes-preserve-unknown-fields` is `true` or left out', { fixes });
  }
  if (preserve.value === true && isTrue(schema, 'int-or-string')) {
    report(preserve, 'a number or text has no unknown fields: remove one of the two extensions', {
      onKey: true,
    });
  }
  const embedded = schema.at('x-kubernetes-embedded-resource');
  if (embedded.value === true && schema.at('type').value !== 'object') {
    report(embedded, 'an embedded resource is an object: set `type: object`', { onKey: true });
  } else if (
    embedded.value === true &&
    !isTrue(schema, 'preserve-unknown-fields') &&
    schema.at('properties').entries().length === 0
  ) {
    const message =
      'say with `properties` what the embedded resource may hold, or add `x-kubernetes-preserve-unknown-fields: true`';
    report(schema.at('properties'), message, { at: embedded, onKey: true });
  }
  const mapType = schema.at('x-kubernetes-map-type');
  if (mapType.exists && mapType.value !== 'granular' && mapType.value !== 'atomic') {
    report(mapType, 'expected granular or atomic');
  }
  checkListType(schema, report);
}

const SCALARS = new Set<unknown>(['string', 'integer', 'number', 'boolean']);

function checkListType(schema: Field, report: Report): void {
  const type = schema.at('x-kubernetes-list-type');
  const keys = schema.at('x-kubernetes-list-map-keys');
  if (keys.exists && type.value !== 'map') {
    const fixes = [fix('Set `x-kubernetes-list-type: map`', () => set(type, 'map'))];
    const message = '`x-kubernetes-list-map-keys` needs `x-kubernetes-list-type: map`';
    report(type, message, { at: keys, onKey: true, fixes });
  }
  if (!type.exists) return;
  const { value } = type;
  const items = schema.at('items');
  if (value !== 'atomic' && value !== 'set' && value !== 'map') report(type, 'expected atomic, set or map');
  else if (schema.at('type').value !== 'array') report(type, 'a list type is only for `type: array`');
  else if (
    value === 'set' &&
    items.at('type').value === 'object' &&
    items.at('x-kubernetes-map-type').value !== 'atomic'
  ) {
    const message = 'the items of a set are scalars: use `map` with keys for objects';
    report(items.at('x-kubernetes-map-type'), message, at(type));
  } else if (value === 'map') checkMapKeys(type, keys, items, report);
}

function checkMapKeys(type: Field, keys: Field, items: Field, report: Report): void {
  const itemType = items.at('type');
  if (itemType.exists && itemType.value !== 'object') {
    report(itemType, 'a list of type map holds objects');
    return;
  }
  if (keys.items().length === 0) {
    report(
      keys,
      'a list of type map says with `x-kubernetes-list-map-keys` which fields tell its items apart',
      at(type),
    );
    return;
  }
  const required = new Set(
    items
      .at('required')
      .items()
      .map((item) => item.value),
  );
  const seen = new Set<string>();
  for (const key of keys.items()) {
    const name = key.string ?? '';
    const property = items.at('properties', name);
    if (seen.has(name)) report(keys, `the key "${name}" stands twice: remove one`, at(key));
    seen.add(name);
    if (!property.exists) report(key, `the items have no field "${name}"`);
    else if (!SCALARS.has(property.at('type').value))
      report(key, `"${name}" is no scalar, so it cannot be a key`);
    else if (!required.has(name) && !property.at('default').exists) {
      report(property.at('default'), `the key "${name}" must be required or have a default`, at(key));
    }
  }
}
