import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure, isNotServed } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Planned } from './planApply.ts';
import type { Manifest } from './readManifests.ts';
import { nameOf } from './readManifests.ts';

/**
 * Waits until what an object needs is there, and has the server try it; false where somebody stops meanwhile. Throws what the server refuses.
 * `redefined`: when a definition was applied last, as a time of `performance.now()`.
 */
export async function isReady(
  session: Session,
  planned: Planned,
  redefined: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await tryWhenReady(session, planned, redefined, signal);
    return true;
  } catch (error) {
    if (signal.aborted && !(error instanceof ClusterFailure)) return false;
    throw error;
  }
}

/** What could not be tried before its definition or namespace was there is tried now, before it is sent. */
async function tryWhenReady(
  session: Session,
  planned: Planned,
  redefined: number,
  signal: AbortSignal,
): Promise<void> {
  const { step, address } = planned;
  if (address?.definition) await established(session, address.definition, signal);
  const deadline = performance.now() + READY_WITHIN;
  for (;;) {
    try {
      if (step) await session.connection.dryRun(step.change, signal);
      return;
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      const isEarly = isSoonRight(error, planned) || isOutdated(error, planned, redefined);
      if (!isEarly || signal.aborted || performance.now() > deadline) throw error;
    }
    await pause(PAUSE);
  }
}

/** The server may need a moment until it serves a new kind, and until a new namespace has its account. */
function isSoonRight(failure: ClusterFailure, { address }: Planned): boolean {
  if (isNotServed(failure)) return true;
  return address?.within !== undefined && /\bserviceaccount "default" not found/.test(failure.message);
}

/** A definition that was there counts as established at once; it may take a moment until the server goes by its new form. */
function isOutdated({ kind }: ClusterFailure, { address }: Planned, redefined: number): boolean {
  return (
    kind === 'invalid' && address?.isRedefined === true && performance.now() < redefined + REDEFINED_WITHIN
  );
}

/** Until the server serves a kind (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/). */
async function established(
  { connection }: Session,
  definition: Manifest,
  signal: AbortSignal,
): Promise<void> {
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${encodeURIComponent(definition.name)}`;
  const deadline = performance.now() + READY_WITHIN;
  for (;;) {
    const object = await connection.json<Json>({ path, signal });
    const conditions = mapsIn(asMap(object['status'])?.['conditions']);
    const is = (type: string) => conditions.find((one) => one['type'] === type);
    if (is('Established')?.['status'] === 'True') return;
    const names = is('NamesAccepted');
    if (names?.['status'] === 'False') {
      const message = `The names of ${nameOf(definition)} are taken: ${String(names['message'])}`;
      throw new ClusterFailure('conflict', message, 'Choose other names, or remove the other definition.');
    }
    if (performance.now() > deadline) {
      const message = `${nameOf(definition)} is not served after ${READY_WITHIN / 1000} s.`;
      throw new ClusterFailure('timeout', message, 'Look at its conditions, then apply again.');
    }
    await pause(PAUSE);
  }
}

const READY_WITHIN = 30_000;
const REDEFINED_WITHIN = 5_000;
const PAUSE = 200;
