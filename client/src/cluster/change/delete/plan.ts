import { ClusterFailure } from '../../failure.ts';
import { count } from '../../look/report.ts';
import { lockText } from '../locks.ts';
import { namesOf, titleOf } from '../metadata.ts';
import type { Target } from '../metadata.ts';
import type { Plan } from '../plan.ts';
import { inNamespace } from '../operations/target.ts';
import type { Impact, Locked } from './impact.ts';
import { takesOthersAlong } from './kinds.ts';
import { confirmNotes, countsOf } from './notes.ts';

/** What becomes of what the objects own (https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion). */
export type Propagation = 'Background' | 'Orphan';

/** From so many objects on, somebody types how many. */
const MANY = 10;
/** What controllers make again and again does not make a deletion a large one. */
const MADE = new Set(['Pod', 'ReplicaSet', 'ControllerRevision', 'Endpoints', 'EndpointSlice', 'Lease']);

/** What locks forbid; nothing where the objects may be deleted that way. */
export function lockedBy({ locked }: Impact, propagation: Propagation): readonly Locked[] {
  return propagation === 'Orphan' ? locked.filter(({ isTarget }) => isTarget) : locked;
}

/** Whether it makes a difference to keep what the objects own: what goes with these kinds goes in any case. */
export function canOrphan({ owned, targets }: Impact): boolean {
  return !targets.some(takesOthersAlong) && owned.some(({ type }) => !LOOSE.has(type.kind));
}

/** Worth nothing without their owner. */
const LOOSE = new Set(['ControllerRevision', 'Endpoints', 'EndpointSlice', 'Lease']);

/** Deletes objects, each only if it is still the one that was looked at. Throws where one is locked. */
export function planDelete(impact: Impact, propagation: Propagation): Plan {
  const locked = lockedBy(impact, propagation);
  if (locked.length > 0) throw lockedFailure(locked);
  const { targets } = impact;
  const [first] = targets;
  if (!first) throw new Error('there is nothing to delete');
  const what = targets.length === 1 ? titleOf(first) : count(targets.length, 'object');
  const namespaces = new Set(targets.map(({ namespace }) => namespace));
  const namespace = namespaces.size === 1 ? first.namespace : undefined;
  const goes = propagation === 'Orphan' ? [] : impact.goes;
  const confirmed = confirmNotes(targets, goes);
  return {
    about: {
      title: `Delete ${what}?`,
      name: targets.length === 1 ? first.name : what,
      isGrave:
        confirmed.length > 0 || isGrave(impact, goes.filter(({ type }) => !MADE.has(type.kind)).length),
      ...(namespace === undefined ? {} : { namespace }),
      details: [...detailsOf(impact, propagation), ...confirmed],
      action: propagation === 'Orphan' ? 'Delete, Keep What It Owns' : 'Delete',
    },
    steps: targets.map((target) => stepOf(target, propagation)),
    ...(namespaces.size === 1 && targets.length <= MANY ? { kubectl: kubectlFor(targets, propagation) } : {}),
  };
}

/** Of objects of one namespace: each by kind and name where their kinds differ. */
function kubectlFor(targets: readonly Target[], propagation: Propagation): readonly string[] {
  const kinds = [...new Set(targets.map(({ type }) => nameForKubectl(type)))];
  const names =
    kinds.length === 1
      ? [...kinds, ...targets.map(({ name }) => name)]
      : targets.map(({ type, name }) => `${nameForKubectl(type)}/${name}`);
  const orphan = propagation === 'Orphan' ? ['--cascade=orphan'] : [];
  return ['delete', ...names, ...inNamespace(targets[0]?.namespace), ...orphan];
}

/** Names that two groups share need their group. */
function nameForKubectl({ group, resource }: Target['type']): string {
  return group === '' ? resource : `${resource}.${group}`;
}

function stepOf({ path, object }: Target, propagationPolicy: Propagation): Plan['steps'][number] {
  const { uid } = object['metadata'] as { uid: string };
  const body = { preconditions: { uid }, propagationPolicy };
  return { change: { method: 'DELETE', path, body }, action: 'deleted', path, before: object };
}

function isGrave({ targets, losesData }: Impact, others: number): boolean {
  return targets.some(takesOthersAlong) || losesData || targets.length + others > MANY;
}

function detailsOf(impact: Impact, propagation: Propagation): readonly string[] {
  const { targets, goes, owned, notes, unread } = impact;
  const places = new Set(targets.map(({ namespace }) => namespace ?? 'none (cluster-wide)'));
  const counts = countsOf(propagation === 'Orphan' ? owned : goes);
  const others =
    counts === ''
      ? []
      : propagation === 'Orphan'
        ? [`What it owns stays: ${counts}.`]
        : [`With it go: ${counts}.`];
  const partial =
    unread.length > 0 ? [`Not all could be read, so there may be more: ${unread.join('; ')}.`] : [];
  return [
    ...(targets.length > 1 ? [`${namesOf(targets)}.`] : []),
    ...(places.size > 1 ? [`In ${places.size} namespaces: ${[...places].slice(0, MANY).join(', ')}.`] : []),
    ...others,
    ...notes,
    ...partial,
  ];
}

/** Why nothing is deleted. */
export function lockedFailure(locked: readonly Locked[]): ClusterFailure {
  const words = locked.slice(0, MOST).map(({ locks, isTarget, ...place }) => {
    const goes = isTarget ? '' : ', which would go with it,';
    return `${titleOf(place)}${goes} is ${locks.map(lockText).join(', and ')}.`;
  });
  const rest = locked.length - words.length;
  const more = rest > 0 ? ` ${count(rest, 'more object')} ${rest === 1 ? 'is' : 'are'} locked.` : '';
  return new ClusterFailure(
    'policy',
    `Nothing was deleted. ${words.join(' ')}${more}`,
    'Unlock what is to go first: "Unlock…" in its menu.',
  );
}

const MOST = 3;
