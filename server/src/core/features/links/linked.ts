import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Span, TextEdit } from '../../text.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { extentOf } from '../symbols.ts';
import { textSpan } from './marks.ts';

/** What links are followed with. */
export interface LinkContext {
  readonly workspace: Workspace;
  /** By the version for which the file of an object is written. */
  readonly schemaOf: (slot: Slot) => Schema | undefined;
  /** The minor version of Kubernetes for which the file of an object is written. */
  readonly versionOf: (slot: Slot) => number;
}

/** A place that something has a name at, or is referred to from. Spans are counted from the start of the file. */
export interface Spot {
  readonly uri: string;
  readonly span: Span;
  /** All of what is declared there. */
  readonly whole?: Span;
  /** The edits that write another name there; none where the name cannot be changed. */
  readonly edits?: (name: string) => readonly TextEdit[];
  /** The text stands there for other places, too, or comes from another place. */
  readonly isShared?: 'anchor' | 'alias';
}

/** Something that has a place where it is declared, and others that refer to it. */
export interface Linked {
  /** What stands at the cursor, counted from the start of the file. */
  readonly origin: Span;
  readonly declarations: () => readonly Spot[];
  readonly uses: () => readonly Spot[];
  /** How its name is changed, if it has one that others write. */
  readonly renaming?: () => Renaming;
}

/** All places where a name has to change at once. */
export interface Renaming {
  readonly name: string;
  readonly spots: readonly Spot[];
  /** Why the name is not changed, if it cannot be changed at all of its places. */
  readonly refusal: string | undefined;
  /** What is wrong with a new name, if anything. */
  readonly problem: (name: string) => string | undefined;
}

/** Looks for one kind of link at an offset that is counted from the start of an object's document. */
export type FindLinked = (context: LinkContext, slot: Slot, at: number) => Linked | undefined;

export function within({ start, end }: Span, at: number): boolean {
  return start <= at && at <= end;
}

export function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** The place of a name. `declared`: what it is the name of. */
export function nameSpot(slot: Pick<Slot, 'uri' | 'start'>, field: Field, declared?: Field): Spot {
  const span = textSpan(field) ?? field.span;
  const shared = field.alias ? 'alias' : field.scalar?.anchor === undefined ? undefined : 'anchor';
  return {
    uri: slot.uri,
    span: moved(span, slot.start),
    ...(declared ? { whole: moved(extentOf(declared), slot.start) } : {}),
    ...(shared ? { isShared: shared } : {}),
    edits: (name) => set(field, name).map((edit) => ({ ...edit, ...moved(edit, slot.start) })),
  };
}

/** The place of a key. */
export function keySpot(slot: Slot, entry: Field): Spot {
  return {
    uri: slot.uri,
    span: moved(entry.keySpan ?? entry.span, slot.start),
    whole: moved(extentOf(entry), slot.start),
  };
}

export function isSameSpot(a: Spot, b: Spot): boolean {
  return a.uri === b.uri && a.span.start === b.span.start;
}
