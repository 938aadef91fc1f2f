import type { Json } from '../look/comparable.ts';
import { asMap, maskBoth, withoutServerFields } from '../look/comparable.ts';
import type { Session } from '../session.ts';
import { changeLines, fieldChanges } from './edit/fieldChanges.ts';
import type { Recorded } from './journal/entry.ts';
import { metadataOf } from './metadata.ts';
import type { Plan } from './plan.ts';

/** How a change can be undone: what was deleted is restored, what was created is deleted, anything else is put back as it was. */
export type WayBack = 'restore' | 'delete' | 'put back';

/** Throws, in words, where there is no way back. */
export function wayBack({ before, after, isUnseen = false, outcome, action }: Recorded): WayBack {
  // What may be deleted is brought back only once it is gone.
  const mayBeGone = before !== undefined && action === 'deleted';
  if (outcome === 'uncertain' && !mayBeGone)
    throw new Error('whether this change was made is not known: look at the object, and change it by hand');
  if (isUnseen)
    throw new Error('the object could not be read before this change: look at it, and change it by hand');
  if (before && !after) return 'restore';
  if (!before && after && metadataOf(after).uid !== undefined) return 'delete';
  if (!before || !after || before['kind'] !== after['kind'])
    throw new Error('this change left no object behind that could be put back');
  return 'put back';
}

export function canUndo(entry: Recorded): boolean {
  try {
    return wayBack(entry) !== undefined;
  } catch {
    return false;
  }
}

/** Throws where the context of a change leads to another cluster by now: nothing of one belongs into the other. */
export function checkPlace({ context }: Session, { server }: Recorded): void {
  const { name, cluster } = context;
  if (cluster.server !== server)
    throw new Error(
      `this was changed on ${server}, and the context "${name}" leads to ${cluster.server} now: nothing is undone`,
    );
}

/** Controllers keep count in it. */
const REVISION = 'deployment.kubernetes.io/revision';

/** Writes an object as it was before a change, over whatever it is by now; others who write at the same time are told of by the server. */
export async function planPutBack({ connection }: Session, entry: Recorded): Promise<Plan> {
  const { path, before = {}, after = {}, action } = entry;
  const live = await connection.json<Json>({ path });
  const { name = '', namespace, uid, resourceVersion } = metadataOf(live);
  const title = `${String(live['kind'])} ${name}`;
  if (uid !== metadataOf(before).uid)
    throw new Error(`${title} is another object by now: it was deleted and made anew since`);
  const since = changesBetween(after, live);
  const undone = changesBetween(live, before);
  if (undone.length === 0) throw new Error(`${title} is as it was before already`);
  return {
    about: {
      title: `Undo: put ${title} back?`,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      details: [
        `It was ${action} ${new Date(entry.time).toLocaleString()}.`,
        'Set back:',
        ...undone,
        ...(since.length === 0 ? [] : ['CHANGED SINCE, and set back, too:', ...since]),
      ],
      action: 'Put Back',
    },
    steps: [
      {
        change: {
          method: 'PUT',
          path: `${path}?fieldManager=kube-guardrails`,
          body: asBefore(before, live, resourceVersion),
        },
        action: 'put back',
        path,
        before: live,
      },
    ],
  };
}

/** The server refuses it where somebody has changed the object since it was read. */
function asBefore(before: Json, live: Json, resourceVersion: string | undefined): Json {
  const { status: _, ...copy } = structuredClone(before);
  const { managedFields: __, generation: ___, ...metadata } = asMap(copy['metadata']) ?? {};
  const revision = metadataOf(live).annotations?.[REVISION];
  const annotations = asMap(metadata['annotations']);
  return {
    ...copy,
    metadata: {
      ...metadata,
      resourceVersion,
      ...(annotations && revision !== undefined
        ? { annotations: { ...annotations, [REVISION]: revision } }
        : {}),
    },
    ...(live['status'] === undefined ? {} : { status: live['status'] }),
  };
}

/** Field by field; of values of Secrets, which differ and not what they are. */
function changesBetween(one: Json, other: Json): readonly string[] {
  const [left, right] = maskBoth(withoutServerFields(one), withoutServerFields(other));
  return changeLines(fieldChanges(left, right));
}
