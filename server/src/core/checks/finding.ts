import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Span } from '../text.ts';
import type { Basis, Fix, RelatedPlace, Severity } from './check.ts';

/** One diagnostic. Its span counts from the start of its document. */
export interface Finding {
  readonly id: string;
  readonly severity: Severity;
  readonly basis: Basis;
  readonly message: string;
  readonly span: Span;
  /** The field in the API server's notation; '' if it is about no field. */
  readonly path: string;
  readonly resource: Resource | undefined;
  readonly related: readonly RelatedPlace[];
  readonly tags: readonly ('deprecated' | 'unnecessary')[];
  readonly fixes: readonly Fix[];
}

/** A finding in a file. */
export interface PlacedFinding extends Finding {
  readonly uri: string;
  /** Where its document starts in the file: add it to `span` and to the edits of its fixes. */
  readonly start: number;
  /** Set if a waiver silences it: the reason, '' where none is given. */
  readonly waived?: string;
}

/** The path below the object itself, also for an item of a `List`. */
export function pathIn(resource: Resource, field: Field): string {
  const prefix = resource.root.path;
  const path = field.path;
  return prefix && path.startsWith(prefix) ? path.slice(prefix.length).replace(/^\./, '') : path;
}
