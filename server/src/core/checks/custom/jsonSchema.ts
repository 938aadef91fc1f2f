import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject } from 'ajv/dist/2020.js';
import { isPattern, matchesPattern } from '../../schema/pattern.ts';

/** Something that a schema does not allow. */
export interface Violation {
  /** Keys and indices from the validated value down. */
  readonly path: readonly string[];
  /** What is wrong, to follow the name of the field. */
  readonly problem: string;
}

export type Compiled =
  | { readonly validate: (value: unknown) => readonly Violation[] }
  | { readonly problem: string };

/** Schemas come from strangers: what they cost stays within the size of schema times value. */
const MOST_NODES = 5000;
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/**
 * Compiles a JSON schema (https://json-schema.org/draft/2020-12). References are not followed, neither to other places nor
 * within the schema, where they could stand for more than anybody can wait for. Patterns run in linear time.
 */
export function compileSchema(schema: unknown): Compiled {
  if (typeof schema === 'boolean') return { problem: 'it is no mapping' };
  const problem = problemOf(schema);
  if (problem !== undefined) return { problem };
  const { $schema: _, $id: __, ...own } = schema as Record<string, unknown>;
  try {
    const ajv = new Ajv2020({
      allErrors: true,
      strict: false,
      validateFormats: false,
      logger: false,
      unicodeRegExp: false,
      code: { regExp: Object.assign((pattern: string) => new LinearPattern(pattern), { code: 'undefined' }) },
    });
    const validate = ajv.compile(own);
    return {
      validate: (value) => (validate(value) ? [] : violations(validate.errors ?? [])),
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message.slice(0, 200) : 'it is no JSON schema' };
  }
}

class LinearPattern {
  readonly #pattern: string;

  constructor(pattern: string) {
    if (!isPattern(pattern)) throw new Error(`the pattern ${pattern} is none of RE2`);
    this.#pattern = pattern;
  }

  test(text: string): boolean {
    return matchesPattern(this.#pattern, text);
  }
}

function problemOf(schema: unknown): string | undefined {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return 'it is no mapping';
  const open: unknown[] = [schema];
  for (let count = 0; open.length > 0; count++) {
    if (count > MOST_NODES) return 'it is too large';
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const reference = REFERENCES.find((name) => Object.hasOwn(node, name));
    if (reference !== undefined && !Array.isArray(node)) {
      return `\`${reference}\` is not followed: write the schema in its place, or use a YAML anchor`;
    }
    open.push(...Object.values(node));
  }
  return undefined;
}

/** The errors that name a cause; those that only say that one of several schemas does not fit come last. */
function violations(errors: readonly ErrorObject[]): Violation[] {
  const causes = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if', 'allOf'].includes(keyword));
  return (causes.length > 0 ? causes : errors).map((error) => ({
    path: pathOf(error),
    problem: error.message ?? 'is not what the schema allows',
  }));
}

function pathOf({ instancePath, keyword, params }: ErrorObject): string[] {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra: unknown = keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
  return typeof extra === 'string' ? [...path, extra] : path;
}
