/** What the extractors read out of the packages, before it is packed. */
export type FieldType =
  | {
      readonly kind:
        | 'string'
        | 'integer'
        | 'number'
        | 'boolean'
        | 'any'
        | 'object'
        | 'intOrString'
        | 'quantity';
      readonly format?: string;
      readonly enum?: readonly string[];
    }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'ref'; readonly name: string };

export interface FieldDefinition {
  readonly type: FieldType;
  readonly required: boolean;
  readonly description: string | undefined;
}

export interface Definition {
  readonly description: string | undefined;
  readonly fields: ReadonlyMap<string, FieldDefinition>;
}

/** A kind that the API server offers; lists of kinds have neither scope nor plural. */
export interface ServedKind {
  readonly definition: string;
  readonly scope?: 'namespaced' | 'cluster';
  readonly plural?: string;
}

/** One Kubernetes minor. Kinds are keyed `apiVersion/kind`. */
export interface Release {
  readonly minor: number;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly kinds: ReadonlyMap<string, ServedKind>;
}

/** Replaces the innermost type of lists and maps. */
export function mapLeaf(type: FieldType, change: (leaf: FieldType) => FieldType): FieldType {
  return type.kind === 'list' || type.kind === 'map'
    ? { kind: type.kind, of: mapLeaf(type.of, change) }
    : change(type);
}
