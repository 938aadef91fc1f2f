import type { Session } from '../../session.ts';
import type { Lock } from '../locks.ts';
import { locksOf } from '../locks.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf } from '../metadata.ts';
import { customResourcesOf } from './customResources.ts';
import { isDefinition, isNamespace } from './kinds.ts';
import { podsOfNodes } from './nodePods.ts';
import { budgetNotes, finalizerNotes, ownerNotes } from './notes.ts';
import type { Survey, Tied } from './survey.ts';
import { dependantsOf, surveyPlace } from './survey.ts';
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
  const unread = new Set<string>();
  const { inside, owned } = await around(session, targets, unread, signal);
  const nodePods = await podsOfNodes(session, targets, unread);
  owned.push(...nodePods.objects);
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

/** What lies in the targets, and what belongs to them; they may be among it themselves. */
async function around(
  session: Session,
  targets: readonly Target[],
  unread: Set<string>,
  signal: AbortSignal | undefined,
): Promise<{ readonly inside: readonly Tied[]; readonly owned: Tied[] }> {
  const inside: Tied[] = [];
  const owned: Tied[] = [];
  const uids = new Set(targets.map(({ object }) => metadataOf(object).uid ?? ''));
  for (const [survey, chosen] of await surveys(session, targets, signal)) {
    for (const one of survey.unread) unread.add(one);
    if (chosen.some(isNamespace)) inside.push(...survey.objects);
    else owned.push(...dependantsOf(uids, survey));
  }
  for (const definition of targets.filter(isDefinition)) {
    const custom = await customResourcesOf(session, definition, signal);
    inside.push(...custom.objects);
    owned.push(...custom.owned);
    for (const one of custom.unread) unread.add(one);
  }
  return { inside, owned };
}

/** What has to be looked through, and for which targets: each place once. */
async function surveys(
  session: Session,
  targets: readonly Target[],
  signal: AbortSignal | undefined,
): Promise<readonly (readonly [Survey, readonly Target[]])[]> {
  const found: (readonly [Survey, readonly Target[]])[] = [];
  const places = Map.groupBy(targets, placeOf);
  for (const [place, chosen] of places) {
    const [first] = chosen;
    if (!first || place === NOTHING) continue;
    const survey = await surveyPlace(session, place === EVERYWHERE ? undefined : place.slice(1), signal);
    found.push([survey, chosen]);
  }
  return found;
}

const NOTHING = '-';
const EVERYWHERE = '*';

/** Namespaces hold what goes with them; what lies in one owns only what lies beside it. */
function placeOf(target: Target): string {
  const { type, name, namespace } = target;
  if (isNamespace(target)) return `/${name}`;
  if (namespace !== undefined) return `=${namespace}`;
  // Kubernetes' own kinds without a namespace own nothing; those of operators may own anything.
  const isBuiltIn = !type.group.includes('.') || /(?<!\.x-)k8s\.io$/.test(type.group);
  return isBuiltIn ? NOTHING : EVERYWHERE;
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
