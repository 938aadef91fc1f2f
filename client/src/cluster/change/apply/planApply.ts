import { isDeepStrictEqual } from 'node:util';
import { ClusterFailure, isNotServed } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, withoutServerFields } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Step } from '../carryOut.ts';
import type { Owner } from '../owners.ts';
import { ownersOf } from '../owners.ts';
import type { Address } from './addresses.ts';
import { Addresses, defines, inOrder, isFirst } from './addresses.ts';
import { readLive } from './readLive.ts';
import { MANAGER, refusalOf, stepFor, uidOf } from './applyStep.ts';
import type { Conflict } from './conflicts.ts';
import { conflictsOf, entriesOf } from './conflicts.ts';
import type { LeftOut, Manifest, ReadManifests } from './readManifests.ts';

/**
 * What applying would do. `adopted`: nothing but that its fields now belong to us too. `later`: what it needs is made by the same text, so
 * it can only be tried then. `refused`: the server, or somebody who owns fields, says no.
 */
export type Fate = 'created' | 'changed' | 'adopted' | 'unchanged' | 'later' | 'refused';

/** A manifest and what applying it would do. */
export interface Planned {
  readonly manifest: Manifest;
  readonly fate: Fate;
  /** Missing where the cluster does not know the kind. */
  readonly step?: Step;
  readonly address?: Address;
  /** As the server would make it. */
  readonly result?: Json;
  readonly warnings: readonly string[];
  readonly failure?: ClusterFailure;
  readonly conflicts: readonly Conflict[];
  readonly owners: readonly Owner[];
}

export interface ApplyPlan {
  readonly context: string;
  /** In the order in which they are applied. */
  readonly planned: readonly Planned[];
  readonly leftOut: readonly LeftOut[];
}

/** Has the server try every manifest without keeping anything. */
export async function planApply(session: Session, { manifests, leftOut }: ReadManifests): Promise<ApplyPlan> {
  const ordered = inOrder(manifests);
  const addresses = new Addresses(session, ordered);
  const planned: Planned[] = [];
  // One definition is asked for before many objects of its kind are, and namespaces before what lies in them.
  for (const manifest of ordered.filter(isFirst))
    planned.push(await tried(session, addresses, manifest, planned));
  const rest = ordered.filter((one) => !isFirst(one));
  planned.push(...(await Promise.all(rest.map((one) => tried(session, addresses, one, planned)))));
  return { context: session.context.name, planned, leftOut };
}

async function tried(
  session: Session,
  addresses: Addresses,
  manifest: Manifest,
  before: readonly Planned[],
): Promise<Planned> {
  const nothing = { manifest, warnings: [], conflicts: [], owners: [] };
  const address = await addresses.of(manifest);
  if (!address) return { ...nothing, fate: 'refused', failure: unknownKind(session, manifest) };
  const live = await readLive(session, address);
  const step = stepFor(manifest, address.path, live);
  const about = { ...nothing, address, step };
  if (waitsFor(address, before)) return { ...about, fate: 'later' };
  try {
    const { object, warnings } = await session.connection.dryRun<Json>(step.change);
    const fate = fateOf(live, object);
    const owners = fate === 'unchanged' ? [] : await ownersOf(session, live ?? object);
    // Who may not read an object learns by the trial which one it is.
    const isUnread = !live && fate !== 'created';
    const known = isUnread ? stepFor(manifest, address.path, live, uidOf(object)) : step;
    return { ...about, step: known, fate, result: object, warnings, owners };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    const definition = before.find(
      (one) => one.fate === 'changed' && defines(one.manifest, manifest),
    )?.manifest;
    if (definition && (error.kind === 'invalid' || isNotServed(error)))
      return { ...about, address: { ...address, definition, isRedefined: true }, fate: 'later' };
    const conflicts = conflictsOf(error, manifest, live);
    const owners = live ? await ownersOf(session, live) : [];
    const failure = await refusalOf(session, step, manifest, error);
    return { ...about, fate: 'refused', failure, conflicts, owners };
  }
}

/** Whether what an object needs is made by the same text. */
function waitsFor({ definition, within }: Address, before: readonly Planned[]): boolean {
  if (definition) return true;
  return before.some(({ manifest, fate }) => manifest === within && fate === 'created');
}

function fateOf(live: Json | undefined, result: Json): Fate {
  // Who may not read an object is still told by its version that it is there.
  if (!live) return asMap(result['metadata'])?.['resourceVersion'] === undefined ? 'created' : 'changed';
  if (!isDeepStrictEqual(withoutServerFields(live), withoutServerFields(result))) return 'changed';
  return isDeepStrictEqual(ownFields(live), ownFields(result)) ? 'unchanged' : 'adopted';
}

/** The fields that belong to us by former applications. */
function ownFields(object: Json): unknown[] {
  return entriesOf(object)
    .filter(({ manager, operation }) => manager === MANAGER && operation === 'Apply')
    .map(({ fieldsV1 }) => fieldsV1);
}

function unknownKind({ context }: Session, { kind, apiVersion, group }: Manifest): ClusterFailure {
  const isOther = /^(?:kustomize\.config\.k8s\.io|skaffold)/.test(group);
  const advice = isOther
    ? 'It is read by a tool and not by a cluster.'
    : 'Install what defines it first, or correct "apiVersion" and "kind".';
  const message = `The cluster of "${context.name}" does not know the kind ${kind} of ${apiVersion}.`;
  return new ClusterFailure('notFound', message, advice);
}
