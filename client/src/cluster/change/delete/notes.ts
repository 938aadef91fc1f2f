import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import { count } from '../../look/report.ts';
import { collectionPath } from '../../resources/address.ts';
import { itemsOf } from '../../resources/pages.ts';
import { pluralOf } from '../../resources/plural.ts';
import type { Session } from '../../session.ts';
import { selectorText } from '../../streams/podsOf.ts';
import { parseSelector } from '../../usage/selector.ts';
import { confirmedBefore } from '../locks.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf, titleOf } from '../metadata.ts';
import type { Owner } from '../owners.ts';
import { markedOwners } from '../owners.ts';
import type { Tied } from './survey.ts';

/** `3 Pods, 1 ReplicaSet`, the most first. */
export function countsOf(objects: readonly Located[]): string {
  const byKind = Map.groupBy(objects, ({ type }) => `${type.group}/${type.kind}`);
  const groups = [...byKind.values()].toSorted(
    (a, b) => b.length - a.length || kindOf(a).localeCompare(kindOf(b), 'en'),
  );
  return groups
    .map((own) => {
      const [first] = own;
      return first ? `${own.length} ${own.length === 1 ? first.type.kind : pluralOf(first.type)}` : '';
    })
    .join(', ');
}

function kindOf([first]: readonly Located[]): string {
  return first?.type.kind ?? '';
}

/** Who makes an object anew, or misses it. */
export function ownerNotes(targets: readonly Target[]): readonly string[] {
  const deleted = new Set(targets.map(({ object }) => metadataOf(object).uid));
  const notes = targets.flatMap(({ object, ...place }) => {
    const references = metadataOf(object).ownerReferences ?? [];
    // Who deletes the owner, too, need not be told of it.
    if (references.some(({ uid }) => deleted.has(uid))) return [];
    return markedOwners(object).map((owner) => `${titleOf(place)}: ${ownerNote(owner)}`);
  });
  return capped(notes, 'objects have owners');
}

function ownerNote({ by, name }: Owner): string {
  if (by === 'controller') return `${name} makes a new one. Delete or scale that to be rid of it.`;
  if (by === 'owner') return `it belongs to ${name}, which may miss it.`;
  if (by === 'Helm') return `${name} deploys it, still counts on it, and makes it anew with an upgrade.`;
  return `${name} deploys it, and makes it anew as long as it is in its source.`;
}

/** What Argo CD would not delete without asking somebody. */
export function confirmNotes(targets: readonly Target[], goes: readonly Tied[]): readonly string[] {
  const ofTargets = targets.map(({ object, ...place }) => ({ ...place, metadata: metadataOf(object) }));
  const asked = [...ofTargets, ...goes].flatMap(({ metadata, ...place }) => {
    const options = confirmedBefore(metadata);
    return options.length > 0 ? [`${titleOf(place)} (${options.join(', ')})`] : [];
  });
  if (asked.length === 0) return [];
  const more = asked.length > MOST ? `, ${count(asked.length - MOST, 'more object')}` : '';
  return [
    `Argo CD deletes these only after somebody has confirmed it, as you would by typing the name: ${asked.slice(0, MOST).join(', ')}${more}.`,
  ];
}

/** What keeps an object after its deletion (https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/). */
export function finalizerNotes(targets: readonly Target[]): readonly string[] {
  const notes = targets.flatMap(({ object, ...place }) => {
    const { finalizers = [], deletionTimestamp } = metadataOf(object);
    const since = deletionTimestamp === undefined ? '' : ` is being deleted since ${deletionTimestamp}, and`;
    if (finalizers.length === 0) return since === '' ? [] : [`${titleOf(place)} is being deleted already.`];
    return [`${titleOf(place)}${since} stays until its finalizers are done: ${finalizers.join(', ')}.`];
  });
  return capped(notes, 'objects have finalizers');
}

/** Deleting a Pod asks no PodDisruptionBudget, other than evicting it (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/). */
export async function budgetNotes(
  { connection }: Session,
  targets: readonly Target[],
  goes: readonly Tied[],
  unread: Set<string>,
): Promise<readonly string[]> {
  const ofTargets = targets.map(({ object, ...place }) => ({ ...place, metadata: metadataOf(object) }));
  const pods = [...ofTargets, ...goes].filter(({ type }) => type.group === '' && type.kind === 'Pod');
  const places = Map.groupBy(pods, ({ namespace = '' }) => namespace);
  const isGone = new Set([...targets, ...goes].map(({ path }) => path));
  const notes: string[] = [];
  for (const [namespace, own] of places) {
    const path = collectionPath(BUDGETS, namespace);
    try {
      for await (const budget of itemsOf<Json>(connection, path)) {
        const { name = '' } = metadataOf(budget);
        if (isGone.has(`${path}/${name}`)) continue;
        const selector = parseSelector(selectorText(asMap(budget['spec'])?.['selector']));
        const held = own.filter(({ metadata }) => selector?.matches(metadata.labels ?? {}));
        const allowed = Number(asMap(budget['status'])?.['disruptionsAllowed'] ?? 0);
        if (held.length > allowed)
          notes.push(
            `PodDisruptionBudget ${name} allows ${count(allowed, 'disruption')}, and ${count(held.length, 'Pod')} of it go: a deletion does not ask it.`,
          );
      }
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      unread.add(`PodDisruptionBudget (${error.message})`);
    }
  }
  return notes;
}

const BUDGETS = { group: 'policy', version: 'v1', resource: 'poddisruptionbudgets', namespaced: true };

/** Nobody reads a hundred lines before they say yes. */
function capped(notes: readonly string[], what: string): readonly string[] {
  if (notes.length <= MOST) return notes;
  return [...notes.slice(0, MOST), `${notes.length - MOST} more ${what}.`];
}

const MOST = 5;
