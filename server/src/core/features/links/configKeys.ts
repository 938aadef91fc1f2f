import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { named } from '../../references/lookup.ts';
import type { Slot } from '../../workspace.ts';
import type { FindLinked, LinkContext, Linked, Spot } from './linked.ts';
import { isSameSpot, keySpot, moved, within } from './linked.ts';
import type { KeyMark } from './marks.ts';
import { marksOf } from './marks.ts';

/** A key of a ConfigMap or Secret, where its value stands or where a pod asks for it. */
export const configKeyAt: FindLinked = (context, slot, at) => {
  const mark = marksOf(slot.resource, context.schemaOf(slot)).keys.find(({ span }) => within(span, at));
  if (mark)
    return linkedKey(context, mark.key, entriesFor(context, slot, mark), moved(mark.span, slot.start));
  const entry = entriesOf(slot.resource).find(({ keySpan }) => keySpan && within(keySpan, at));
  return entry && linkedKey(context, String(entry.key), [keySpot(slot, entry)], keySpot(slot, entry).span);
};

function linkedKey(
  context: LinkContext,
  key: string,
  entries: readonly Spot[],
  origin: Linked['origin'],
): Linked | undefined {
  if (entries.length === 0) return undefined;
  return { origin, declarations: () => entries, uses: () => askingFor(context, key, entries) };
}

/** The entries that a reference means. */
function entriesFor({ workspace }: LinkContext, slot: Slot, { kind, name, key }: KeyMark): Spot[] {
  return named(workspace, slot, kind, name).flatMap((holder) =>
    entriesOf(holder.resource)
      .filter((entry) => entry.key === key)
      .map((entry) => keySpot(holder, entry)),
  );
}

/** Where pods ask for one of these entries. */
function askingFor(context: LinkContext, key: string, entries: readonly Spot[]): Spot[] {
  return context.workspace.objects().flatMap((slot) => {
    if (!slot.document.text.includes(key)) return [];
    return marksOf(slot.resource, context.schemaOf(slot))
      .keys.filter((mark) => mark.key === key)
      .filter((mark) =>
        entriesFor(context, slot, mark).some((one) => entries.some((entry) => isSameSpot(one, entry))),
      )
      .map(({ span }) => ({ uri: slot.uri, span: moved(span, slot.start) }));
  });
}

function entriesOf({ kind, group, root }: Resource): Field[] {
  if (group !== '' || (kind !== 'ConfigMap' && kind !== 'Secret')) return [];
  return ['data', 'stringData', 'binaryData'].flatMap((part) => root.at(part).entries());
}
