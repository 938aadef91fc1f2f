import type { Key } from '../../../manifest/field.ts';
import { ManifestDocument } from '../../../manifest/document.ts';
import type { Resource } from '../../../manifest/resource.ts';
import { isMeant } from '../../../references/nameFields.ts';
import type { Slot, Workspace } from '../../../workspace.ts';
import type { PlacedObject } from '../../place/object.ts';
import type { Place } from '../../place/place.ts';
import type { FeatureContext } from '../context.ts';

/** The object at hand as it was read last, and what is deployed together with it. */
export class Neighbours {
  readonly workspace: Workspace;
  /** The object that is being written. It may lag behind the text by what was typed just now. */
  readonly own: Slot;
  /** The place's path from the object's root. */
  readonly path: readonly Key[];

  constructor(workspace: Workspace, own: Slot, path: readonly Key[]) {
    this.workspace = workspace;
    this.own = own;
    this.path = path;
  }

  /** Objects that a name in the object at hand may mean; in that namespace, if one is said. */
  together(kinds: readonly string[], namespace?: string): Slot[] {
    return this.workspace.together(this.#from(namespace), kinds, ({ resource }) => isMeant(resource));
  }

  /** Those of one name. */
  named(kinds: readonly string[], name: string | undefined, namespace?: string): Slot[] {
    if (name === undefined || name === '') return [];
    return this.workspace.together(
      this.#from(namespace),
      kinds,
      ({ resource }) => resource.name === name && isMeant(resource),
    );
  }

  /** Objects of other namespaces count as well. */
  everywhere(candidates: Iterable<Slot>): Slot[] {
    return this.workspace.nearest(this.#with({ namespace: undefined }), candidates);
  }

  #from(namespace: string | undefined): Slot {
    return namespace === undefined || namespace === '' ? this.own : this.#with({ namespace });
  }

  #with(change: Partial<Resource>): Slot {
    return { ...this.own, resource: { ...this.own.resource, ...change } };
  }
}

/** What stands around a place; `undefined` where the object cannot be read. */
export function neighboursAt(
  text: string,
  { path }: Place,
  { kind, depth }: PlacedObject,
  { workspace, uri, start }: FeatureContext,
): Neighbours | undefined {
  const fits = ({ root, kind: own }: Resource): boolean =>
    own === kind && (depth === 0 || root.key === path[depth - 1]);
  let own = workspace.slots(uri).find((slot) => slot.start === start && fits(slot.resource));
  if (!own && text.length < READ_AGAIN) {
    const document = new ManifestDocument(text);
    const resource = document.resources.find(fits);
    own = resource && { uri, start, document, resource };
  }
  return own && new Neighbours(workspace, own, path.slice(depth));
}

/** A document that the workspace does not hold at this place is read again, if it is not longer than this. */
const READ_AGAIN = 20_000;
