import { RELATIONS } from '../relations.ts';
import type { Relation } from '../relations.ts';
import { PLATFORM_RULES } from './rules/platform.ts';
import { WORKLOAD_RULES } from './rules/workloads.ts';

/** What the API server asks of a field beyond what the API's OpenAPI document says. */
export interface FieldRule {
  /** It has to be there. */
  readonly required: boolean;
  /** Nothing in it (`''`, `[]`, `{}`) is as bad as no field. */
  readonly filled: boolean;
  readonly values?: readonly string[];
  readonly formats: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
}

/** Fields of which one has to be there, or may be. */
export interface Union {
  readonly names: readonly string[];
  /** One has to be there. */
  readonly needed: boolean;
  /** More than one may be there. */
  readonly several: boolean;
  /** An empty text is a value, too. */
  readonly empty: boolean;
}

/** What has to be there if a field has a value. */
export interface Consequence {
  readonly field: string;
  readonly values: readonly string[];
  readonly needs: string;
  /** It may stand there only then. */
  readonly only: boolean;
}

/** The rules of one type, by field; `ports[]` stands for the items of the list `ports`, `hard{}` for the values of a map, `hard{k}` for its keys. */
export interface TypeRules {
  readonly fields: ReadonlyMap<string, FieldRule>;
  readonly unions: readonly Union[];
  readonly consequences: readonly Consequence[];
  readonly relation?: Relation | undefined;
  /** Lists in which `*` stands alone. */
  readonly alone: readonly string[];
}

const RULES: Readonly<Record<string, string>> = { ...WORKLOAD_RULES, ...PLATFORM_RULES };

/** By the type's name with its version, or by its name alone if that stands for all of its versions. */
export function rulesOf(definition: string, plainName: string): TypeRules | undefined {
  const text = RULES[definition] ?? RULES[plainName];
  const relation = RELATIONS[definition] ?? RELATIONS[plainName];
  if (text === undefined && !relation) return undefined;
  return { ...readRules(text ?? ''), relation };
}

/** Every type that there are rules of. */
export function ruledTypes(): string[] {
  return Object.keys(RULES);
}

const UNION = /^(one|has|any|most|alone)\((.+)\)$/;
const CONSEQUENCE = /^(\w+)=([^>]+)>(>?)(\w+)$/;
const FIELD = /^([\w-]+(?:\.\w+)?(?:\[\]|\{k?\})?)([!+?]?)((?::[^:=]+)*)(?:=(.+))?$/;

/** Reads the rules of a type as the tables write them (see `workloads.ts`). */
export function readRules(text: string): TypeRules {
  const fields = new Map<string, FieldRule>();
  const unions: Union[] = [];
  const consequences: Consequence[] = [];
  const alone: string[] = [];
  for (const word of text === '' ? [] : text.split(' ')) {
    const [, count, names = ''] = UNION.exec(word) ?? [];
    const [, given = '', values = '', only, needs = ''] = CONSEQUENCE.exec(word) ?? [];
    if (count === 'alone') alone.push(...names.split('|'));
    else if (count !== undefined) {
      unions.push({
        names: names.split('|'),
        needed: count !== 'most',
        several: count === 'any',
        empty: count === 'has',
      });
    } else if (needs !== '') {
      consequences.push({ field: given, values: values.split('|'), needs, only: only === '>' });
    } else {
      const [, name, mark, formats = '', allowed] = FIELD.exec(word) ?? [];
      if (name === undefined) throw new Error(`not a rule: ${word}`);
      fields.set(name, fieldRule(mark, formats.split(':').slice(1), allowed));
    }
  }
  return { fields, unions, consequences, alone };
}

function fieldRule(
  mark: string | undefined,
  words: readonly string[],
  allowed: string | undefined,
): FieldRule {
  const range = words.map((word) => /^(-?\d+)\.\.(-?\d*)$/.exec(word)).find((match) => match !== null);
  const [, least, most] = range ?? [];
  const values = allowed?.split('|');
  return {
    required: mark === '!' || mark === '?',
    filled: mark === '!' || mark === '+',
    formats: words.filter((word) => !word.includes('..') && word !== '>0'),
    ...(values ? { values } : {}),
    ...(least === undefined ? {} : { minimum: Number(least) }),
    ...(most === undefined || most === '' ? {} : { maximum: Number(most) }),
    ...(words.includes('>0') ? { exclusiveMinimum: 0 } : {}),
  };
}
