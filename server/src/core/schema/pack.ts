/**
 * The schema pack: the definitions of all Kubernetes minors that npm packages describe, each written once.
 * `npm run build` makes it (scripts/schemas); it is data of this shape in JSON.
 *
 * A bit mask says in which of `minors` something exists: bit 0 is the first of them; 0 stands for "wherever its owner does".
 * Texts are indices into `texts`, -1 for none.
 */
export interface Pack {
  readonly minors: readonly number[];
  readonly texts: readonly string[];
  readonly definitions: Readonly<Record<string, PackedDefinition>>;
  /** By `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, readonly PackedKind[]>>;
  /** API group to the name of the file of its bundled custom resources. */
  readonly customGroups: Readonly<Record<string, string>>;
}

/** Mask, description, fields. A field whose type changed has one variant per type. */
export type PackedDefinition = readonly [
  mask: number,
  text: number,
  fields: Readonly<Record<string, readonly PackedField[]>>,
];

/**
 * Type, description, mask. The type is `!` if the field is required, then `[` per list and `{` per map around a letter of
 * `LETTERS` with `:format` and `=a|b` (enum) or `@Definition`. The default is there only if a cluster says it.
 */
export type PackedField = readonly [
  type: string,
  text: number,
  mask: number,
  fallback?: string | number | boolean,
];

/** Definition, `n`amespaced or `c`luster or '' for lists, plural, mask. */
export type PackedKind = readonly [definition: string, scope: 'n' | 'c' | '', plural: string, mask: number];

export const LETTERS = {
  string: 's',
  integer: 'i',
  number: 'n',
  boolean: 'b',
  any: '*',
  object: 'o',
  intOrString: 'x',
  quantity: 'q',
} as const;

/** The schemas of the custom resources of one project, as OpenAPI with `$ref`s to names of `definitions`. */
export interface CustomPack {
  /** By `apiVersion/kind`: the definition's name. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, unknown>>;
}
