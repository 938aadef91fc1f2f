import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { readOpenApi } from '../../schema/openApi.ts';
import { isPattern } from '../../schema/pattern.ts';
import { validateField } from '../../schema/validate.ts';
import type { Minor } from '../../kinds/versions.ts';
import { at, fix, isTrue } from './crdReport.ts';
import type { Report } from './crdReport.ts';
import { checkExtensions } from './crdExtensions.ts';

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
