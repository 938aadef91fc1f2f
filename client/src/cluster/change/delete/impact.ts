import type { Session } from '../../session.ts';
import type { Lock } from '../locks.ts';
import { locksOf } from '../locks.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf } from '../metadata.ts';
import { around } from './around.ts';
import { isDefinition, isNamespace } from './kinds.ts';
import { podsOfNodes } from './nodePods.ts';
import { budgetNotes, finalizerNotes, ownerNotes } from './notes.ts';
import type { Tied } from './survey.ts';
import { userNotes } from './users.ts';
import { volumeNotes } from './volumes.ts';

/** An object that is not to be deleted. */
export interface Locked extends Located {
  readonly locks: readonly Lock[];
  /** One of those that were chosen; else it goes with them. */
  readonly isTarget: boolean;
}

/** What comes of a deletion. */
export interface Impact {
  readonly targets: readonly Target[];
  /** What goes with them. */
  readonly goes: readonly Tied[];
  /** Of what goes, what only goes because its owner does. */
  readonly owned: readonly Tied[];
  readonly locked: readonly Locked[];
  /** Whether data is lost, or nobody knows. */
  readonly losesData: boolean;
  readonly notes: readonly string[];
  readonly unread: readonly string[];
}

/** Looks at all that a deletion touches. Nothing is changed. */
export async function impactOf(
  session: Session,
  targets: readonly Target[],
  signal?: AbortSignal,
): Promise<Impact> {
  const found = await around(session, targets, signal);
  const { inside } = found;
  const unread = new Set(found.unread);
  const nodePods = await podsOfNodes(session, targets, unread);
  const owned = [...found.owned, ...nodePods.objects];
  const own = new Set(targets.map(({ path }) => path));
  const goes = distinct([...inside, ...owned]).filter(({ path }) => !own.has(path));
  const users = new Set([...targets, ...goes].map(({ path }) => path));
  const [volumes, uses, budgets] = await Promise.all([
    volumeNotes(session, targets, goes),
    userNotes(session, targets, users, unread),
    budgetNotes(session, targets, goes, unread),
  ]);
  return {
    targets,
    goes,
    owned: owned.filter(({ path }) => !own.has(path)),
    locked: lockedOf(targets, goes),
    losesData: volumes.isLost,
    notes: [
      ...nodePods.notes,
      ...volumes.notes,
      ...ownerNotes(targets),
      ...uses,
      ...budgets,
      ...finalizerNotes(targets),
    ],
    unread: [...unread],
  };
}

function isContainer(target: Located): boolean {
  return isNamespace(target) || isDefinition(target);
}

function lockedOf(targets: readonly Target[], goes: readonly Tied[]): readonly Locked[] {
  const takesOthers = goes.length > 0;
  const ofTargets = targets.map(({ object, ...place }): Locked => {
    const locks = locksOf({ ...metadataOf(object), takesOthers });
    return { ...place, locks, isTarget: true };
  });
  const owners = new Set(
    goes.flatMap(({ metadata }) => metadata.ownerReferences?.map(({ uid }) => uid) ?? []),
  );
  const others = goes.map(({ metadata, ...place }): Locked => {
    const takes = isContainer(place) || owners.has(metadata.uid ?? '');
    return { ...place, locks: locksOf({ ...metadata, takesOthers: takes }), isTarget: false };
  });
  return [...ofTargets, ...others].filter(({ locks }) => locks.length > 0);
}

function distinct(objects: readonly Tied[]): readonly Tied[] {
  return [...new Map(objects.map((one) => [one.path, one])).values()];
}
