import { ClusterFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';
import type { Approval } from '../approval.ts';
import type { Journal } from '../journal.ts';
import type { Outcome, Plan } from '../plan.ts';
import { carryOutAll, rehearse } from '../plan.ts';

/** Has the server try a deletion. What it refuses is thrown with the word that nothing was deleted. */
export async function rehearseDelete(session: Session, plan: Plan): Promise<readonly string[]> {
  try {
    return await rehearse(session, plan);
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    const { kind, message, advice, status } = error;
    const rest = { cause: error, ...(status ? { status } : {}) };
    throw new ClusterFailure(kind, `Nothing was deleted. ${message}`, advice, rest);
  }
}

/** Deletes one object after the other and stops at the first that is refused; what somebody else has deleted meanwhile stops nothing. */
export function carryOutDelete(
  session: Session,
  journal: Journal,
  plan: Plan,
  approval: Approval,
): Promise<readonly Outcome[]> {
  return carryOutAll(session, journal, plan, approval, { goesOn: ({ kind }) => kind === 'notFound' });
}
