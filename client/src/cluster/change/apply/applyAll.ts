import { ClusterFailure, ENDS } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import { carryOut } from '../carryOut.ts';
import type { Journal } from '../journal.ts';
import { isDefinition } from './addresses.ts';
import { uidOf } from './applyStep.ts';
import { lastLook } from './lastLook.ts';
import type { ApplyPlan, Planned } from './planApply.ts';
import { refusedText } from './refusedText.ts';
import { nameOf } from './readManifests.ts';
import { isReady } from './whenReady.ts';

/** What became of a manifest. `uncertain`: it was cut, and may have been made. */
export type Fulfilment = 'applied' | 'unchanged' | 'failed' | 'uncertain' | 'not tried';

export interface Result {
  readonly planned: Planned;
  readonly outcome: Fulfilment;
  /** Why it is not applied; what happened and what to do. */
  readonly reason?: string;
  /** As it is afterwards. */
  readonly object?: Json;
  /** Whether it was not there before. */
  readonly isNew?: boolean;
  /** Somebody else made it while the question was open. */
  readonly isTaken?: boolean;
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
  const run: Run = { own: new Set(), redefined: Number.NEGATIVE_INFINITY };
  for (const one of planned) {
    const missing = missingFor(one, results);
    if (one.fate === 'unchanged') results.push({ planned: one, outcome: 'unchanged' });
    else if (one.fate === 'refused')
      results.push({ planned: one, outcome: 'failed', reason: saidOf(one.failure) });
    else if (end !== undefined) results.push({ planned: one, outcome: 'not tried', reason: end });
    else if (options.signal.aborted) results.push({ planned: one, outcome: 'not tried', reason: STOPPED });
    else if (missing) results.push({ planned: one, outcome: 'not tried', reason: missing });
    else {
      const result = await applyOne(one, options, run);
      results.push(result.said);
      end = result.ends;
    }
  }
  return results;
}

/** What has happened so far. */
interface Run {
  /** Uids of what was applied. */
  readonly own: Set<string>;
  /** When a definition was applied last; a time of `performance.now()`. */
  redefined: number;
}

async function applyOne(
  planned: Planned,
  { session, journal, approval, signal, onStep }: ApplyOptions,
  run: Run,
): Promise<{ readonly said: Result; readonly ends?: string }> {
  const { step } = planned;
  if (!step) throw new Error('a manifest without an address is never approved');
  onStep(planned);
  try {
    if (planned.fate === 'later' && !(await isReady(session, planned, run.redefined, signal)))
      return { said: { planned, outcome: 'not tried', reason: STOPPED } };
    const look = await lastLook(session, planned, step, run.own);
    if (!('step' in look)) return { said: { planned, outcome: 'failed', ...look } };
    const { object, isNew } = await carryOut(session, journal, look.step, approval);
    const uid = uidOf(object);
    if (uid !== undefined) run.own.add(uid);
    if (isDefinition(planned.manifest)) {
      run.redefined = performance.now();
      session.forgetDiscovery();
    }
    return { said: { planned, outcome: 'applied', object, isNew } };
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
  if (!failed) return undefined;
  const { manifest, step } = failed.planned;
  if (failed.isTaken)
    return `Somebody else made ${nameOf(manifest)} since it was looked at, so this was not tried. Apply again to see what would change.`;
  if (!step?.before) return `${nameOf(manifest)} is not there.`;
  // A namespace that cannot be changed is there all the same.
  return manifest === address?.definition ? `${nameOf(manifest)} was not changed.` : undefined;
}

const STOPPED = 'You stopped before it.';

/** Why an object was not applied, and what to do. */
export function saidOf(failure: ClusterFailure | undefined): string {
  return failure
    ? `${refusedText(failure).replace(/\.?$/, '.')} ${failure.advice}`
    : 'The server refused it.';
}
