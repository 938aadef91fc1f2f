import { groupBy } from '../groupBy.ts';
import type { ManifestDocument, PlacedDocument } from '../manifest/document.ts';
import type { Slot } from '../workspace.ts';
import { KindSlots } from './kindSlots.ts';

/** A document of a file and the places of its objects. */
interface Placed {
  readonly document: ManifestDocument;
  readonly slots: readonly Slot[];
}

/** The objects of all files, by file and by kind. */
export class ObjectIndex {
  readonly #placed = new Map<string, readonly Placed[]>();
  readonly #slots = new Map<string, readonly Slot[]>();
  readonly #byKind = new Map<string, KindSlots>();

  /** Takes in the documents of a file; none where it is gone. */
  set(uri: string, documents: readonly PlacedDocument[], revision: number): void {
    const placed = place(uri, documents, this.#placed.get(uri) ?? []);
    const slots = placed.flatMap((one) => one.slots);
    const byKind = groupBy(slots, ({ resource }) => resource.kind);
    for (const { resource } of this.in(uri)) if (!byKind.has(resource.kind)) byKind.set(resource.kind, []);
    for (const [kind, ofKind] of byKind) this.ofKind(kind).set(uri, ofKind, revision);
    if (documents.length === 0) {
      this.#placed.delete(uri);
      this.#slots.delete(uri);
    } else {
      this.#placed.set(uri, placed);
      this.#slots.set(uri, slots);
    }
  }

  in(uri: string): readonly Slot[] {
    return this.#slots.get(uri) ?? [];
  }

  all(): Slot[] {
    return [...this.#slots.values()].flat();
  }

  ofKind(kind: string): KindSlots {
    let known = this.#byKind.get(kind);
    if (!known) this.#byKind.set(kind, (known = new KindSlots()));
    return known;
  }
}

/** The places of the objects of a file. Those of documents that stay are moved. */
function place(uri: string, documents: readonly PlacedDocument[], before: readonly Placed[]): Placed[] {
  const left = groupBy(before, ({ document }) => document);
  return documents.map(({ start, document }) => {
    const known = left.get(document)?.shift();
    if (!known)
      return { document, slots: document.resources.map((resource) => ({ uri, start, document, resource })) };
    for (const slot of known.slots as Writable<Slot>[]) slot.start = start;
    return known;
  });
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
