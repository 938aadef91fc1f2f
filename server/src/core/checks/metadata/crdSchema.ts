import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { readOpenApi } from '../../schema/openApi.ts';
import { isPattern } from '../../schema/pattern.ts';
import { validateField } from '../../schema/validate.ts';
import type { Minor } from '../../kinds/versions.ts';
import type { Fix, ReportDetails } from '../check.ts';

export type Report = (field: Field, message: string, details?: ReportDetails) => void;

/**
 * Walks a schema of a custom resource and reports what keeps it from being structural
 * (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema).
 */
export function checkCrdSchema(root: Field, version: Minor, report: Report): void {
  const additional = root.at('additionalProperties');
  if (additional.exists && additional.value !== false) {
    report(additional, 'the root of a custom resource has fixed fields: use `properties`', { onKey: true });
  }
  if (root.at('type').value && root.at('type').value !== 'object') {
    report(root.at('type'), 'the root of a custom resource is an object: set `type: object`', {
      fixes: [fix('Set `type: object`', () => set(root.at('type'), 'object'))],
    });
  }
  visit(root, 'custom resource', { version, report });
  checkOwnFields(root.at('properties'), report);
}

/** What every object has may be restricted, but not be of another type (and of `metadata` only the names). */
function checkOwnFields(properties: Field, report: Report): void {
  for (const [name, wanted] of [
    ['apiVersion', 'string'],
    ['kind', 'string'],
    ['metadata', 'object'],
  ] as const) {
    const type = properties.at(name, 'type');
    if (type.string && type.string !== wanted) {
      const fixes = [fix(`Set \`type: ${wanted}\``, () => set(type, wanted))];
      report(type, `"${name}" is of type ${wanted} in every object`, { fixes });
    }
  }
  const metadata = properties.at('metadata');
  for (const field of metadata.at('properties').entries()) {
    if (field.key === 'name' || field.key === 'generateName') continue;
    const message = 'of `metadata` a definition restricts only `name` and `generateName`: remove this';
    report(metadata, message, { at: field, onKey: true });
  }
}

interface Walk {
  readonly version: Minor;
  readonly report: Report;
}

function visit(schema: Field, name: string, walk: Walk): void {
  if (schema.pair && !schema.exists) {
    walk.report(schema.at('type'), `the schema of ${quote(name)} needs a \`type\``, {
      at: schema,
      onKey: true,
    });
  }
  if (!schema.isMap) return;
  checkType(schema, name, walk.report);
  checkForbidden(schema, walk.report);
  checkExtensions(schema, walk.report);
  checkCombinations(schema, walk.report);
  checkDefault(schema, walk);
  for (const rule of schema.at('x-kubernetes-validations').items()) checkRule(rule, walk.report);
  for (const property of schema.at('properties').entries()) visit(property, String(property.key), walk);
  const items = schema.at('items');
  if (items.isSeq)
    walk.report(items, '`items` is one schema for all items, not a list of schemas', { onKey: true });
  else if (items.scalar && items.exists)
    walk.report(items, 'expected a schema for the items, such as `type: string`', { onKey: true });
  else visit(items, `item of ${name}`, walk);
  visit(schema.at('additionalProperties'), `value in ${name}`, walk);
}

function isTrue(schema: Field, extension: string): boolean {
  return schema.at(`x-kubernetes-${extension}`).value === true;
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

function checkType(schema: Field, name: string, report: Report): void {
  const type = schema.at('type');
  if (type.exists && type.value !== '') {
    if (!TYPES.includes(String(type.value))) report(type, `expected one of ${TYPES.join(', ')}`);
  } else if (!isTrue(schema, 'int-or-string') && !isTrue(schema, 'preserve-unknown-fields')) {
    const isObject = schema.at('properties').exists || schema.at('additionalProperties').exists;
    const guess = schema.at('items').exists ? 'array' : isObject ? 'object' : undefined;
    const fixes = guess ? [fix(`Add \`type: ${guess}\``, () => set(type, guess), true)] : [];
    report(type, `the schema of ${quote(name)} needs a \`type\``, { fixes, ...at(schema) });
  }
  if (type.value === 'array' && !schema.at('items').exists) {
    report(schema.at('items'), `${quote(name)} is an array: say with \`items\` what it holds`, at(type));
  }
  const pattern = schema.at('pattern');
  if (pattern.string !== undefined && !isPattern(pattern.string)) {
    report(pattern, 'this is no regular expression of the RE2 syntax, which Kubernetes uses');
  }
}

function quote(name: string): string {
  return name.includes(' ') ? `the ${name}` : `"${name}"`;
}

function at(field: Field): ReportDetails {
  return { at: field };
}

/** Keywords of JSON schema that the API server refuses in a custom resource. */
const FORBIDDEN = ['$ref', 'definitions', 'dependencies', 'id', 'patternProperties', 'additionalItems'];

function checkForbidden(schema: Field, report: Report): void {
  for (const name of FORBIDDEN) {
    const field = schema.at(name);
    if (field.exists)
      report(field, `\`${name}\` is not supported in a custom resource's schema`, { onKey: true });
  }
  const properties = schema.at('properties');
  const additional = schema.at('additionalProperties');
  if (additional.value === false) {
    const fixes = [fix('Remove `additionalProperties`', () => remove(additional))];
    report(additional, 'unknown fields are dropped anyway: remove `additionalProperties: false`', { fixes });
  } else if (additional.exists && properties.exists) {
    const message = 'a mapping has either `properties` or `additionalProperties`: remove one of them';
    report(additional, message, { onKey: true });
  }
  if (schema.at('uniqueItems').value === true) {
    const field = schema.at('uniqueItems');
    report(field, '`uniqueItems` is not supported: use `x-kubernetes-list-type: set`', { onKey: true });
  }
}

function checkExtensions(schema: Field, report: Report): void {
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

const ONLY_OUTSIDE = ['type', 'title', 'description', 'default', 'additionalProperties', 'nullable'];

/** Conditions may only restrict what is declared outside of them. */
function checkCombinations(schema: Field, report: Report): void {
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((name) => schema.at(name).items());
  const not = schema.at('not');
  for (const part of not.exists ? [...parts, not] : parts) {
    for (const name of ONLY_OUTSIDE) {
      const field = part.at(name);
      const isIntOrString = name === 'type' && isTrue(schema, 'int-or-string');
      if (field.exists && !isIntOrString) {
        report(field, `\`${name}\` belongs to the schema outside of this condition`, { onKey: true });
      }
    }
    for (const property of part.at('properties').entries()) {
      const name = String(property.key);
      if (!schema.at('properties', name).exists && !isTrue(schema, 'preserve-unknown-fields')) {
        report(property, `"${name}" has to be declared outside of this condition, too`, { onKey: true });
      }
    }
  }
}

function checkDefault(schema: Field, { version, report }: Walk): void {
  const value = schema.at('default');
  if (!value.exists) return;
  const declared = readOpenApi(schema.toJSON(), () => undefined);
  const problems = validateField(value, declared, { version, partial: false });
  for (const problem of problems) {
    report(problem.field, `this default does not fit its own schema: ${problem.message}`);
  }
  const allowed = schema.at('enum').items();
  const written = JSON.stringify(value.toJSON());
  if (
    problems.length === 0 &&
    allowed.length > 0 &&
    !allowed.some((one) => JSON.stringify(one.toJSON()) === written)
  ) {
    report(value, 'this default is none of the values that `enum` allows');
  }
}

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules. */
function checkRule(rule: Field, report: Report): void {
  const message = rule.at('message');
  if (message.string !== undefined && message.string.trim() === '') {
    report(message, 'this message says nothing: fill it in, or remove it');
  } else if (!message.exists && rule.at('rule').string?.trim().includes('\n')) {
    report(message, 'a rule of several lines needs a `message`: the API server would show the rule itself', {
      at: rule.at('rule'),
      onKey: true,
    });
  }
}

function fix(title: string, edits: Fix['edits'], safe = false): Fix {
  return { title, safe, edits };
}
