/** What is kept of a cluster besides the documents themselves. */
export interface Note {
  version: string | undefined;
  /** The day on which the cluster was asked last, as `2026-01-31`. */
  readOn: string;
  kinds: readonly (readonly [apiVersion: string, kind: string])[];
  /** By version of an API group: the hash that the cluster gives its document, and that of what is kept. */
  readonly documents: Map<string, KnownDocument>;
}

interface KnownDocument {
  readonly hash: string;
  readonly content: string;
}

/** Reads a note from disk; what does not fit counts as not known. */
export function readNote(value: unknown): Note {
  const { version, readOn, kinds, documents } = Object(value) as Record<string, unknown>;
  return {
    version: typeof version === 'string' ? version : undefined,
    readOn: typeof readOn === 'string' ? readOn : '',
    kinds: Array.isArray(kinds) ? kinds.filter(isPair) : [],
    documents: new Map(
      (Array.isArray(documents) ? documents : []).flatMap((one: unknown): [string, KnownDocument][] => {
        const [name, hash, content] = Array.isArray(one) ? (one as unknown[]) : [];
        return typeof name === 'string' && typeof hash === 'string' && typeof content === 'string'
          ? [[name, { hash, content }]]
          : [];
      }),
    ),
  };
}

/** A note as it is written. */
export function noteAsJson({ documents, ...rest }: Note): unknown {
  return { ...rest, documents: Array.from(documents, ([name, { hash, content }]) => [name, hash, content]) };
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
}
