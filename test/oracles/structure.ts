import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';

type Json = Readonly<Record<string, unknown>>;

/** What `broken` puts behind a name. */
const MISSPELT = 'Zz';

/**
 * What an independent validator says of the structure of an object: `unknown-field spec.x` and the like, sorted. A field that is only
 * misspelt counts as one problem.
 */
export function structureOf(validate: ValidateFunction, object: unknown): string[] {
  validate(object);
  const found = (validate.errors ?? []).map(({ keyword, instancePath, params }) => {
    const path = instancePath.split('/').slice(1).map(unescape);
    if (keyword === 'required')
      return `required-field ${written([...path, String(params['missingProperty'])])}`;
    if (keyword === 'additionalProperties') {
      return `unknown-field ${written([...path, String(params['additionalProperty'])])}`;
    }
    return `wrong-type ${written(path)}`;
  });
  return causes(found);
}

/** Each cause once, sorted. */
export function causes(found: readonly string[]): string[] {
  const misspelt = (text: string): boolean =>
    found.includes(`${text.replace('required', 'unknown')}${MISSPELT}`);
  return [...new Set(found.filter((text) => !misspelt(text)))].toSorted();
}

function written(path: readonly string[]): string {
  return path.reduce((text, name) =>
    /^[A-Za-z_$][\w$-]*$/.test(name) ? `${text}.${name}` : `${text}[${name}]`,
  );
}

function unescape(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

const ajv = new Ajv({ allErrors: true, strict: false, logger: false });

/**
 * The part of a structural schema (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema)
 * that says which fields there are, which must be there, and of which type they are.
 */
export function compileStructure(schema: Json): ValidateFunction {
  const { properties } = structural(schema) as { properties?: Json };
  const any = {};
  return ajv.compile({
    ...structural(schema),
    properties: { ...properties, apiVersion: any, kind: any, metadata: any },
  });
}

function structural(schema: Json): Json {
  const properties = schema['properties'] as Readonly<Record<string, Json>> | undefined;
  const items = schema['items'] as Json | undefined;
  const values = schema['additionalProperties'];
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'];
  return {
    ...(schema['required'] ? { required: schema['required'] } : {}),
    ...(typeOf(schema) === undefined ? {} : { type: typeOf(schema) }),
    ...(properties ? { properties: mapValues(properties, structural) } : {}),
    ...(items ? { items: structural(items) } : {}),
    ...(typeof values === 'object' && values !== null
      ? { additionalProperties: structural(values as Json) }
      : {}),
    ...(properties && values === undefined && !open ? { additionalProperties: false } : {}),
  };
}

function typeOf(schema: Json): unknown {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  const { type, nullable } = schema;
  return nullable === true && typeof type === 'string' ? [type, 'null'] : type;
}

function mapValues(record: Readonly<Record<string, Json>>, change: (value: Json) => Json): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Copies of an object, each with one field of its spec left out, misspelt, or of another type. */
export function* broken(object: Json): Generator<Json> {
  for (const path of paths(object['spec'], ['spec'])) {
    for (const change of CHANGES) {
      const copy = structuredClone(object) as Record<string, unknown>;
      let holder: Record<string, unknown> = copy;
      for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>;
      change(holder, path.at(-1) ?? '');
      yield copy;
    }
  }
}

const CHANGES: readonly ((holder: Record<string, unknown>, name: string) => void)[] = [
  (holder, name) => {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else delete holder[name];
  },
  (holder, name) => {
    if (Array.isArray(holder)) return;
    holder[`${name}${MISSPELT}`] = holder[name];
    delete holder[name];
  },
  (holder, name) => {
    holder[name] = OTHER[typeof holder[name]] ?? 'text';
  },
];

const OTHER: Readonly<Record<string, unknown>> = {
  string: { a: 'b' },
  number: true,
  boolean: 'text',
  object: 7,
};

function* paths(value: unknown, at: readonly string[]): Generator<readonly string[]> {
  if (value !== undefined) yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) yield* paths(child, [...at, name]);
}
