import type { FindLinked, LinkContext, Linked, Spot } from './linked.ts';
import { moved, within } from './linked.ts';
import { marksOf, textSpan } from './marks.ts';
import type { Meant } from './meant.ts';
import { meantBy, meantByOwn } from './meant.ts';
import { meets, renamingOf, usesOf } from './renaming.ts';
import { selectorsFor } from './selectors.ts';

/** A name of an object, where the object is written or where another one names it. */
export const objectAt: FindLinked = (context, slot, at) => {
  const { resource } = slot;
  const mark = marksOf(resource, context.schemaOf(slot)).names.find(({ span }) => within(span, at));
  if (mark) {
    const meant = meantBy(context.workspace, slot, mark);
    return linkedObject(context, mark.name, meant, moved(mark.span, slot.start));
  }
  const span = textSpan(resource.root.at('metadata', 'name'));
  if (!span || !within(span, at) || resource.name === undefined) return undefined;
  const meant = meantByOwn(context.workspace, slot);
  return linkedObject(context, resource.name, meant, moved(span, slot.start));
};

function linkedObject(
  context: LinkContext,
  name: string,
  meant: Meant,
  origin: Linked['origin'],
): Linked | undefined {
  const { objects, spots } = meant;
  if (spots.length === 0) return undefined;
  const isPatch = ({ uri }: Spot): boolean => context.workspace.kustomize.patches.has(uri);
  const own = spots.filter((spot) => !isPatch(spot));
  return {
    origin,
    renaming: () => renamingOf(context, name, meant),
    declarations: () => (own.length > 0 ? own : spots),
    uses: () => [
      ...spots.filter((spot) => own.length > 0 && isPatch(spot)),
      ...usesOf(context, name)
        .filter((use) => use.spot.isShared !== 'alias' && meets(use.meant.spots, spots))
        .map((use) => use.spot),
      ...objects.flatMap((object) => selectorsFor(context.workspace, object)),
    ],
  };
}
