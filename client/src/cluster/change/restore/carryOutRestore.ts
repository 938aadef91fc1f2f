import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure, ENDS } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import type { Step } from '../carryOut.ts';
import { carryOut } from '../carryOut.ts';
import type { Journal } from '../journal.ts';
import type { Outcome, Plan } from '../plan.ts';

/** How long what an object needs is waited for, in milliseconds. */
const PATIENCE = 30_000;
const AGAIN_AFTER = 250;

/** Creates one object after the other. One that is refused does not keep the others from coming back. */
export async function carryOutRestore(
  session: Session,
  journal: Journal,
  { steps }: Plan,
  approval: Approval,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  // Kinds and places that were just made take a moment.
  const waits = steps.some(({ path }) =>
    /^\/api\/v1\/namespaces\/[^/]+$|\/customresourcedefinitions\//.test(path),
  );
  for (const step of steps) {
    const failure = await create(session, journal, step, approval, waits ? PATIENCE : 0);
    outcomes.push({ step, ...(failure ? { failure } : {}) });
    if (failure && ENDS.includes(failure.kind)) break;
  }
  session.forgetDiscovery();
  return outcomes;
}

async function create(
  session: Session,
  journal: Journal,
  step: Step,
  approval: Approval,
  patience: number,
): Promise<ClusterFailure | undefined> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      await carryOut(session, journal, step, approval);
      return undefined;
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      if (!isEarly(error) || performance.now() > end) return error;
      await pause(AGAIN_AFTER);
    }
  }
}

/** Refused, so nothing was made, because what it needs is not ready yet: its kind, or the account that Pods run as. */
function isEarly({ kind, message }: ClusterFailure): boolean {
  return kind === 'notFound' || /error looking up service account/.test(message);
}
