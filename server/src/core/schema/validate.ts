import type { Minor } from '../kinds/versions.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import { brokenCondition } from './conditions.ts';
import { duplicateItems } from './duplicateItems.ts';
import type { SchemaProblem } from './problem.ts';
import { missingField, noValue } from './requiredField.ts';
import { checkScalar, keyProblem, wrongType } from './scalars.ts';
import type { Schema } from './schema.ts';
import { serverSetFields } from './serverSetFields.ts';
import { unionProblems } from './unions.ts';
import { unknownField } from './unknownField.ts';

export interface ValidateOptions {
  readonly version: Minor;
  /** Part of a whole, such as a Kustomize patch: what is required may stand elsewhere. */
  readonly partial: boolean;
}

interface Memo extends ValidateOptions {
  readonly schema: Schema;
  readonly problems: readonly SchemaProblem[];
}

const known = new WeakMap<Resource, Memo>();

/** What is wrong with an object by its schema, one problem per cause. Kept as long as object and schema are the same. */
export function validate(
  resource: Resource,
  schema: Schema,
  options: ValidateOptions,
): readonly SchemaProblem[] {
  const memo = known.get(resource);
  if (memo?.schema === schema && memo.version === options.version && memo.partial === options.partial) {
    return memo.problems;
  }
  const validation = new Validation(options);
  validation.visit(resource.root, schema, undefined);
  const problems = [...validation.problems, ...serverSetFields(resource, schema)];
  known.set(resource, { ...options, schema, problems });
  return problems;
}

/** What is wrong with one value, such as the default in a custom resource definition. */
export function validateField(
  field: Field,
  schema: Schema,
  options: ValidateOptions,
): readonly SchemaProblem[] {
  const validation = new Validation(options);
  validation.visit(field, schema, undefined);
  return validation.problems;
}

/** A schema and the one around it, for fields that were put on the wrong level. */
export interface Level {
  readonly schema: Schema;
  readonly field: Field;
  readonly above: Level | undefined;
}

class Validation {
  readonly problems: SchemaProblem[] = [];
  readonly #options: ValidateOptions;
  /** Aliases can make a small text large: what is over this number of values is not looked at. */
  #left = 200_000;

  constructor(options: ValidateOptions) {
    this.#options = options;
  }

  visit(field: Field, schema: Schema, above: Level | undefined): void {
    if (schema.type === 'any' || this.#left-- <= 0) return;
    if (!field.exists) {
      if (typeof field.key === 'number' && needsItem(schema)) this.#emptyItem(field, schema);
      return;
    }
    const before = this.problems.length;
    if (schema.type === 'object') this.#object(field, schema, above);
    else if (schema.type === 'list') this.#list(field, schema, above);
    else {
      const problem = checkScalar(field, schema);
      if (problem) this.problems.push(problem);
    }
    if (schema.conditions && this.problems.length === before && !this.#options.partial) {
      const broken = brokenCondition(field.toJSON(), schema.conditions);
      if (broken !== undefined)
        this.problems.push({ id: 'invalid-value', field, message: broken, fixes: [] });
    }
  }

  #object(field: Field, schema: Schema, above: Level | undefined): void {
    if (!field.isMap) {
      this.problems.push(wrongType(field, schema));
      return;
    }
    const { fields, values } = schema;
    if (!fields && !values) return;
    const level = { schema, field, above };
    const required = this.#options.partial ? [] : (schema.required ?? []);
    const present = new Set<string | undefined>();
    const entries = field.entries();
    let misspelt = false;
    for (const entry of entries) {
      const name = String(entry.key);
      const known = fields?.get(name);
      if (required.length > 0 && entry.exists && !(known?.filled && isEmpty(entry))) present.add(name);
      if (known && name === 'status' && !above) this.#status(entry, known.schema, level);
      else if (known) this.visit(entry, known.schema, level);
      else if (values && !entry.exists && needsItem(values)) this.#emptyItem(entry, values);
      else if (values) this.#value(entry, schema, values, level);
      else if (!schema.open && !isKnownEverywhere(entry, name, schema, above)) {
        const problem = unknownField(entry, level, entries, this.#options.version);
        misspelt = true;
        present.add(problem.meant); // that this one is missing is the same mistake
        this.problems.push(problem);
      }
    }
    for (const one of required) {
      if (!present.has(one.name)) this.problems.push(missingField(field.at(one.name), one, schema));
    }
    if (schema.rules && !this.#options.partial) this.problems.push(...unionProblems(field, schema, misspelt));
    const { minProperties, maxProperties } = schema.limits ?? {};
    this.#size(field, entries.length, minProperties, maxProperties, 'entry', 'entries');
  }

  /** The API server reads the status of what is created, and drops it: it has to be readable, not right. */
  #status(field: Field, schema: Schema, above: Level): void {
    const inside = new Validation({ ...this.#options, partial: true });
    inside.visit(field, schema, above);
    this.problems.push(
      ...inside.problems.filter(({ id }) => id !== 'invalid-value' && id !== 'duplicate-key'),
    );
  }

  /** Go takes a `null` for the zero value of what the map holds. */
  #value(entry: Field, { keys }: Schema, values: Schema, above: Level): void {
    const problem = keys && keyProblem(entry, keys);
    if (problem) this.problems.push(problem);
    else if (!entry.exists && values.type === 'quantity' && values.limits) this.problems.push(noValue(entry));
    else this.visit(entry, values, above);
  }

  #list(field: Field, schema: Schema, above: Level | undefined): void {
    if (!field.isSeq) {
      this.problems.push(wrongType(field, schema));
      return;
    }
    const items = field.items();
    if (schema.items) for (const item of items) this.visit(item, schema.items, above);
    if (schema.list?.enforced) this.problems.push(...duplicateItems(items, schema.list));
    this.#size(field, items.length, schema.limits?.minItems, schema.limits?.maxItems, 'item', 'items');
  }

  #size(field: Field, size: number, min = 0, max = Infinity, one: string, many: string): void {
    if (size >= min && size <= max) return;
    const limit = size < min ? min : max;
    const message = `${size} ${size === 1 ? one : many}, but ${size < min ? 'at least' : 'at most'} ${limit} ${limit === 1 ? 'is' : 'are'} allowed here`;
    this.problems.push({ id: 'invalid-value', field, message, fixes: [] });
  }

  #emptyItem(field: Field, schema: Schema): void {
    const what = schema.name === undefined ? '' : ` (${schema.name})`;
    const message = `this item is empty: fill it in${what}, or remove it`;
    const at = field.node?.range?.[0];
    const dash = at === undefined ? -1 : field.source.text.lastIndexOf('-', at);
    const span = dash < 0 ? undefined : { start: dash, end: dash + 1 };
    if (!this.#options.partial) this.problems.push({ id: 'wrong-type', field, span, message, fixes: [] });
  }
}

/** Go reads a `null` item as an empty one, which is as good as what is required of it. */
function needsItem({ type, required, limits, rules }: Schema): boolean {
  if (type === 'string') return (limits?.minLength ?? 0) > 0;
  if (type !== 'object') return false;
  return (
    (required !== undefined && required.length > 0) || rules?.unions.some(({ needed }) => needed) === true
  );
}

/** What Go's types take for nothing. */
function isEmpty(field: Field): boolean {
  if (field.isSeq) return field.seq?.items.length === 0;
  if (field.isMap) return field.map?.items.length === 0;
  return field.value === '';
}

/** Fields that no schema names: directives of patches, what every embedded object has, and what SOPS adds. */
function isKnownEverywhere(entry: Field, name: string, schema: Schema, above: Level | undefined): boolean {
  if (isDirective(name) || (schema.embedded && EMBEDDED.has(name))) return true;
  // https://getsops.io/docs/#message-authentication-code: it is removed when the values are decrypted.
  return name === 'sops' && !above && entry.at('mac').exists;
}

/** Strategic-merge directives of Kustomize patches. */
function isDirective(name: string): boolean {
  return /^\$(?:patch|retainKeys|setElementOrder\/|deleteFromPrimitiveList\/)/.test(name);
}

const EMBEDDED = new Set(['apiVersion', 'kind', 'metadata']);
