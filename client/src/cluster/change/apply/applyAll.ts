import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure, ENDS } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import { carryOut } from '../carryOut.ts';
import type { Journal } from '../journal.ts';
import type { ApplyPlan, Planned } from './planApply.ts';
import type { Manifest } from './readManifests.ts';
import { refusedText } from './refusedText.ts';
import { nameOf } from './readManifests.ts';

/** What became of a manifest. `uncertain`: it was cut, and may have been made. */
export type Fulfilment = 'applied' | 'unchanged' | 'failed' | 'uncertain' | 'not tried';

export interface Result {
  readonly planned: Planned;
  readonly outcome: Fulfilment;
  /** Why it is not applied; what happened and what to do. */
  readonly reason?: string;
  /** As it is afterwards. */
  readonly object?: Json;
}

export interface ApplyOptions {
  readonly session: Session;
  readonly journal: Journal;
  readonly approval: Approval;
  readonly signal: AbortSignal;
  /** Told before each object. */
  readonly onStep: (planned: Planned) => void;
}

/** Applies what was approved, one object after the other. One that is refused keeps only those from being tried that need it. */
export async function applyAll({ planned }: ApplyPlan, options: ApplyOptions): Promise<readonly Result[]> {
  const results: Result[] = [];
  let end: string | undefined;
  for (const one of planned) {
    const missing = missingFor(one, results);
    if (one.fate === 'unchanged') results.push({ planned: one, outcome: 'unchanged' });
    else if (one.fate === 'refused')
      results.push({ planned: one, outcome: 'failed', reason: saidOf(one.failure) });
    else if (end !== undefined) results.push({ planned: one, outcome: 'not tried', reason: end });
    else if (options.signal.aborted) results.push({ planned: one, outcome: 'not tried', reason: STOPPED });
    else if (missing) results.push({ planned: one, outcome: 'not tried', reason: missing });
    else {
      const result = await applyOne(one, options);
      results.push(result.said);
      end = result.ends;
    }
  }
  return results;
}

async function applyOne(
  planned: Planned,
  { session, journal, approval, signal, onStep }: ApplyOptions,
): Promise<{ readonly said: Result; readonly ends?: string }> {
  const { step } = planned;
  if (!step) throw new Error('a manifest without an address is never approved');
  onStep(planned);
  try {
    if (planned.fate === 'later' && !(await isReady(session, planned, signal)))
      return { said: { planned, outcome: 'not tried', reason: STOPPED } };
    const { object } = await carryOut(session, journal, step, approval);
    return { said: { planned, outcome: 'applied', object } };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    const outcome = error.kind === 'uncertain' ? 'uncertain' : 'failed';
    const said: Result = { planned, outcome, reason: saidOf(error) };
    if (!ENDS.includes(error.kind)) return { said };
    return { said, ends: `${nameOf(planned.manifest)} did not get through, so this was not sent.` };
  }
}

/** What an object waits for in vain. */
function missingFor({ address }: Planned, results: readonly Result[]): string | undefined {
  const needed = [address?.definition, address?.within].filter((one) => one !== undefined);
  const failed = results.find(
    ({ planned, outcome }) =>
      needed.includes(planned.manifest) && outcome !== 'applied' && outcome !== 'unchanged',
  );
  // A namespace that cannot be changed may be there all the same.
  if (!failed || failed.planned.step?.before) return undefined;
  return `${nameOf(failed.planned.manifest)} is not there.`;
}

const STOPPED = 'You stopped before it.';

/** As `tryWhenReady`; false where somebody stops while it is waited for. */
async function isReady(session: Session, planned: Planned, signal: AbortSignal): Promise<boolean> {
  try {
    await tryWhenReady(session, planned, signal);
    return true;
  } catch (error) {
    if (signal.aborted && !(error instanceof ClusterFailure)) return false;
    throw error;
  }
}

/** What could not be tried before its definition or namespace was there is tried now, before it is sent. */
async function tryWhenReady(session: Session, planned: Planned, signal: AbortSignal): Promise<void> {
  const { step, address } = planned;
  if (address?.definition) await established(session, address.definition, signal);
  const deadline = performance.now() + READY_WITHIN;
  for (;;) {
    try {
      if (step) await session.connection.dryRun(step.change, signal);
      return;
    } catch (error) {
      // The server may need a moment until it serves a new kind.
      const isNew = error instanceof ClusterFailure && error.kind === 'notFound';
      if (!isNew || signal.aborted || performance.now() > deadline) throw error;
    }
    await pause(PAUSE);
  }
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
const PAUSE = 200;

/** Why an object was not applied, and what to do. */
export function saidOf(failure: ClusterFailure | undefined): string {
  return failure
    ? `${refusedText(failure).replace(/\.?$/, '.')} ${failure.advice}`
    : 'The server refused it.';
}
