import { Approval } from '../../../client/src/cluster/change/approval.ts';
import { Journal } from '../../../client/src/cluster/change/journal.ts';
import type { Outcome, Plan } from '../../../client/src/cluster/change/plan.ts';
import { carryOutAll, rehearse } from '../../../client/src/cluster/change/plan.ts';
import { previewFor } from '../../../client/src/cluster/change/preview.ts';
import type { Session } from '../../../client/src/cluster/session.ts';

/** Does with a plan what somebody does who says yes to everything. Throws what the server refuses. */
export async function carry(
  session: Session,
  plan: Plan,
  journal = new Journal(),
): Promise<readonly Outcome[]> {
  await rehearse(session, plan);
  const preview = previewFor(session, { ...plan.about, changes: plan.steps.map(({ change }) => change) });
  const outcomes = await carryOutAll(session, journal, plan, new Approval(preview, preview.mustType));
  const failed = outcomes.find(({ failure }) => failure);
  if (failed?.failure) throw failed.failure;
  return outcomes;
}
