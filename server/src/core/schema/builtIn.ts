import type { Minor } from '../kinds/versions.ts';
import { availabilityOf, bitsOf } from './availability.ts';
import { DEFAULTS } from './facts/defaults.ts';
import { LIST_RULES } from './facts/listRules.ts';
import { rulesOf } from './facts/rules.ts';
import type { TypeRules } from './facts/rules.ts';
import { UNENFORCED } from './facts/unenforced.ts';
import type { Pack, PackedField } from './pack.ts';
import { LETTERS } from './pack.ts';
import { ruled } from './ruled.ts';
import type { Availability, FieldSchema, Schema, SchemaType } from './schema.ts';
import { ANYTHING } from './schema.ts';

/** A kind as one version serves it. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly plural: string;
}

/** The kinds of Kubernetes itself in one version, read from the pack as they are asked for. */
export class BuiltInSchemas {
  readonly #pack: Pack;
  /** Says which versions have what. */
  readonly #history: Pack;
  readonly #bits: number;
  readonly #definitions = new Map<string, Schema>();
  readonly #scalars = new Map<string, Schema>();

  /** @param history a pack of more versions, where the first one has this version only. */
  constructor(pack: Pack, version: Minor, history = pack) {
    this.#pack = pack;
    this.#history = history;
    this.#bits = bitsOf(pack.minors, version);
  }

  /** The schema of a kind that this version serves. */
  kind(apiVersion: string, kind: string): Schema | undefined {
    for (const [definition, scope, , mask] of this.#pack.kinds[`${apiVersion}/${kind}`] ?? []) {
      if (mask & this.#bits && scope !== '') return this.definition(definition);
    }
    return undefined;
  }

  /** In which versions a kind is served; `undefined` if in none that is known. */
  availability(apiVersion: string, kind: string): Availability | undefined {
    const variants = this.#pack.kinds[`${apiVersion}/${kind}`];
    if (!variants) return undefined;
    const mask = variants.reduce((all, [, , , one]) => all | one, 0);
    return availabilityOf(this.#pack.minors, mask) ?? {};
  }

  /** All kinds that this version serves. */
  *kinds(): Iterable<ServedKind> {
    for (const [key, variants] of Object.entries(this.#pack.kinds)) {
      const slash = key.lastIndexOf('/');
      for (const [, scope, plural, mask] of variants) {
        if (scope === '' || !(mask & this.#bits)) continue;
        yield {
          apiVersion: key.slice(0, slash),
          kind: key.slice(slash + 1),
          namespaced: scope === 'n',
          plural,
        };
      }
    }
  }

  /** The apiVersions that serve a kind, stable ones first. */
  apiVersionsOf(kind: string): string[] {
    const versions: string[] = [];
    for (const served of this.kinds()) if (served.kind === kind) versions.push(served.apiVersion);
    return versions.toSorted(byStability);
  }

  /** A definition by its name in the pack, such as `V1ObjectMeta`. */
  definition(name: string): Schema {
    let schema = this.#definitions.get(name);
    if (!schema) this.#definitions.set(name, (schema = this.#read(name)));
    return schema;
  }

  #read(name: string): Schema {
    const packed = this.#pack.definitions[name];
    if (!packed) return ANYTHING;
    return new PackedObject(plainName(name), this.#text(packed[1]), () => this.#fields(name));
  }

  #fields(name: string): Fields {
    const [own = 0, , packed = {}] = this.#pack.definitions[name] ?? [];
    const [known = 0, , past = {}] = this.#history.definitions[name] ?? [];
    const plain = plainName(name);
    const rules = rulesOf(name, plain);
    const fields = new Map<string, FieldSchema>();
    const elsewhere = new Map<string, Availability>();
    for (const field of new Set([...Object.keys(packed), ...Object.keys(past)])) {
      const before = Object.hasOwn(past, field) ? (past[field] ?? []) : [];
      const mask = before.reduce((all, [, , one]) => all | (one || known), 0);
      const availability = mask === 0 ? undefined : availabilityOf(this.#history.minors, mask);
      const variant = packed[field]?.findLast(([, , one]) => (one || own) & this.#bits);
      if (variant) fields.set(field, this.#field(plain, field, variant, availability, rules));
      else if (availability) elsewhere.set(field, availability);
    }
    return { fields, elsewhere, required: [...fields.values()].filter((field) => field.required), rules };
  }

  #field(
    owner: string,
    name: string,
    [packed, text, , fallback]: PackedField,
    availability: Availability | undefined,
    rules: TypeRules | undefined,
  ): FieldSchema {
    const place = `${owner}.${name}`;
    const type = RETYPED[place] ?? packed;
    const marked = type.startsWith('!');
    const rule = rules?.fields.get(name);
    const required = rule?.required === true || (marked && !UNENFORCED.has(place));
    const filled =
      rule?.filled === true || (rule?.required !== true && required && type[1] === LETTERS.string);
    const read = (): Schema => {
      const schema = this.#type(type, marked ? 1 : 0, place);
      return rules ? ruled(schema, name, rules) : schema;
    };
    return new LazyField(
      name,
      required,
      filled,
      this.#text(text),
      availability,
      DEFAULTS[place] ?? fallback,
      read,
    );
  }

  /** Reads a type of the pack. Scalars without an enum are shared. */
  #type(type: string, at: number, place: string): Schema {
    switch (type[at]) {
      case '[': {
        const list = LIST_RULES.get(place);
        return { type: 'list', items: withoutEmpty(this.#type(type, at + 1, '')), list };
      }
      case '{':
        return { type: 'object', values: this.#type(type, at + 1, '') };
      case '@':
        return this.definition(type.slice(at + 1));
    }
    const key = type.slice(at);
    let schema = this.#scalars.get(key);
    if (!schema) this.#scalars.set(key, (schema = readScalar(key)));
    return schema;
  }

  #text(index: number): string | undefined {
    return this.#pack.texts[index];
  }
}

/** The packages have no type for a schema or a list of schemas; the API server takes a schema alone. */
const RETYPED: Readonly<Record<string, string>> = { 'JSONSchemaProps.items': '@V1JSONSchemaProps' };

/** Stable versions first, newer ones before older ones. */
export function byStability(a: string, b: string): number {
  return rank(b) - rank(a) || a.localeCompare(b);
}

function rank(apiVersion: string): number {
  const [, major = '0', stage, minor = '0'] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
  return (stage === undefined ? 10_000 : stage === 'beta' ? 5000 : 0) + Number(major) * 100 + Number(minor);
}

interface Fields {
  readonly fields: ReadonlyMap<string, FieldSchema>;
  readonly elsewhere: ReadonlyMap<string, Availability>;
  readonly required: readonly FieldSchema[];
  readonly rules: TypeRules | undefined;
}

function readScalar(text: string): Schema {
  const type = TYPES.get(text[0] ?? '') ?? 'any';
  const equals = text.indexOf('=');
  const format = text.slice(2, equals < 0 ? undefined : equals) || undefined;
  if (type === 'object') return { type, open: true };
  if (format === 'date-time') return { type, format, limits: { minLength: 1 } }; // Go does not read an empty time
  return { type, format, enum: equals < 0 ? undefined : text.slice(equals + 1).split('|') };
}

/** In a list, Go's empty text is no way to leave a value out. */
function withoutEmpty(items: Schema): Schema {
  return items.enum && !items.enum.includes('') ? { ...items, limits: { minLength: 1 } } : items;
}

const TYPES: ReadonlyMap<string, SchemaType> = new Map(
  Object.entries(LETTERS).map(([type, letter]) => [letter, type as SchemaType]),
);

/** A Go type's name without its group and version: `V1DeploymentSpec` is `DeploymentSpec`. */
function plainName(name: string): string {
  return name.replace(/^(?:[A-Z][a-z]+)*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}

class PackedObject implements Schema {
  readonly type = 'object';
  readonly name: string;
  readonly description: string | undefined;
  readonly #read: () => Fields;
  #known: Fields | undefined;

  constructor(name: string, description: string | undefined, read: () => Fields) {
    this.name = name;
    this.description = description;
    this.#read = read;
  }

  get fields(): Fields['fields'] {
    return (this.#known ??= this.#read()).fields;
  }

  get required(): Fields['required'] {
    return (this.#known ??= this.#read()).required;
  }

  get rules(): Fields['rules'] {
    return (this.#known ??= this.#read()).rules;
  }

  get elsewhere(): Fields['elsewhere'] {
    return (this.#known ??= this.#read()).elsewhere;
  }
}

class LazyField implements FieldSchema {
  readonly name: string;
  readonly required: boolean;
  readonly filled: boolean;
  readonly description: string | undefined;
  readonly availability: Availability | undefined;
  readonly default: unknown;
  readonly #read: () => Schema;
  #schema: Schema | undefined;

  constructor(
    name: string,
    required: boolean,
    filled: boolean,
    description: string | undefined,
    availability: Availability | undefined,
    fallback: unknown,
    read: () => Schema,
  ) {
    this.name = name;
    this.required = required;
    this.filled = filled;
    this.description = description;
    this.availability = availability;
    this.default = fallback;
    this.#read = read;
  }

  get schema(): Schema {
    return (this.#schema ??= this.#read());
  }
}
