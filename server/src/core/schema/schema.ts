import type { Minor } from '../kinds/versions.ts';
import { formatVersion } from '../kinds/versions.ts';
import type { TypeRules } from './facts/rules.ts';

export type SchemaType =
  | 'object'
  | 'list'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'intOrString'
  | 'quantity'
  | 'any';

export type ScalarValue = string | number | boolean | null;

/**
 * What a value may be. The same shape stands for Kubernetes' own kinds, custom resources and what a cluster says, and serves
 * validation, completion and hover. Parts are read when they are asked for; equal schemas of one provider are one value.
 */
export interface Schema {
  readonly type: SchemaType;
  /** The type's name as the API documentation has it, such as `DeploymentSpec`. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** OpenAPI format of a scalar, such as `int32` or `date-time`. */
  readonly format?: string | undefined;
  /** Forms of text that the API server asks for besides (`formats.ts`). */
  readonly forms?: readonly string[] | undefined;
  readonly enum?: readonly ScalarValue[] | undefined;
  /** `null` is a value of its own here and does not stand for "not set". */
  readonly nullable?: boolean | undefined;
  /** An object's fields that the target version has. */
  readonly fields?: ReadonlyMap<string, FieldSchema> | undefined;
  /** Those of `fields` that have to be there. */
  readonly required?: readonly FieldSchema[] | undefined;
  /** What the API server asks of the fields together. */
  readonly rules?: Omit<TypeRules, 'fields'> | undefined;
  /** Fields that only other versions have, and which. */
  readonly elsewhere?: ReadonlyMap<string, Availability> | undefined;
  /** What a map holds below keys of any name. */
  readonly values?: Schema | undefined;
  /** Forms of text that its keys have (`formats.ts`). */
  readonly keys?: readonly string[] | undefined;
  /** Keys of any name are kept, whatever is below them. */
  readonly open?: boolean | undefined;
  /** A whole object of its own, with apiVersion and kind (`x-kubernetes-embedded-resource`). */
  readonly embedded?: boolean | undefined;
  readonly items?: Schema | undefined;
  /** How the items of a list are told apart. */
  readonly list?: ListRule | undefined;
  readonly limits?: Limits | undefined;
  /** Conditions of a custom resource's schema that restrict the value as a whole. */
  readonly conditions?: Conditions | undefined;
}

export interface FieldSchema {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  /** Nothing in it (`''`, `[]`, `{}`) is as bad as no field. */
  readonly filled?: boolean;
  readonly description: string | undefined;
  /** The value that the API server fills in, as plain data. */
  readonly default?: unknown;
  readonly availability?: Availability | undefined;
}

/** First and last minor that has something, where it is not all that are known. The first lies within the two that are named. */
export interface Availability {
  readonly since?: readonly [earliest: Minor, latest: Minor] | undefined;
  /** The minor without it. */
  readonly until?: readonly [earliest: Minor, latest: Minor] | undefined;
}

export interface ListRule {
  readonly type: 'set' | 'map';
  readonly keys: readonly string[];
  /** Whether the API server refuses an object with two such items. */
  readonly enforced: boolean;
}

export interface Limits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** JSON schemas, as written in the custom resource definition. */
export interface Conditions {
  readonly allOf?: readonly unknown[];
  readonly anyOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly not?: unknown;
}

export const ANYTHING: Schema = { type: 'any' };

/** `1.33`, or `1.34 or 1.35` where it is known no better. */
export function formatRange([earliest, latest]: readonly [Minor, Minor]): string {
  if (earliest === latest) return formatVersion(earliest);
  return `${formatVersion(earliest)} ${latest === earliest + 1 ? 'or' : 'to'} ${formatVersion(latest)}`;
}
