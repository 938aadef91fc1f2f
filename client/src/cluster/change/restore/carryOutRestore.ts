import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure, ENDS } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import { carryOut } from '../carryOut.ts';
import type { Journal } from '../journal.ts';
import type { Outcome, Plan } from '../plan.ts';
import { carryOutAll } from '../plan.ts';

/** How long what an object needs is waited for, in milliseconds. */
const PATIENCE = 30_000;
const AGAIN_AFTER = 250;

/** Creates one object after the other. One that is refused does not keep the others from coming back. */
export async function carryOutRestore(
  session: Session,
  journal: Journal,
  plan: Plan,
  approval: Approval,
): Promise<readonly Outcome[]> {
  // Kinds and places that were just made take a moment.
  const waits = plan.steps.some(({ path }) =>
    /^\/api\/v1\/namespaces\/[^/]+$|\/customresourcedefinitions\//.test(path),
  );
  const outcomes = await carryOutAll(session, journal, plan, approval, {
    goesOn: ({ kind }) => !ENDS.includes(kind),
    make: (step) => patiently(() => carryOut(session, journal, step, approval), waits ? PATIENCE : 0),
  });
  session.forgetDiscovery();
  return outcomes;
}

/** Tries again what was refused too early, for so many milliseconds. */
async function patiently(make: () => Promise<unknown>, patience: number): Promise<void> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      await make();
      return;
    } catch (error) {
      if (!(error instanceof ClusterFailure) || !isEarly(error) || performance.now() > end) throw error;
      await pause(AGAIN_AFTER);
    }
  }
}

/** Refused, so nothing was made, because what it needs is not ready yet: its kind, or the account that Pods run as. */
function isEarly({ kind, message }: ClusterFailure): boolean {
  return kind === 'notFound' || /error looking up service account/.test(message);
}
