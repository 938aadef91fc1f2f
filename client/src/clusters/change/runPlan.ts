import type { Plan } from '../../cluster/change/plan.ts';
import { carryOutAll, failedText, tryOut, warningsOf } from '../../cluster/change/plan.ts';
import { refusal } from '../../cluster/change/policy.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import type { Session } from '../../cluster/session.ts';
import type { Tools } from './tools.ts';
import { confirm } from './confirm.ts';
import { differenceOf } from './difference.ts';
import { howElse } from './howElse.ts';
import { withoutStop } from './withStop.ts';

/** Has a plan tried by the server, shown, approved and carried out. Whether all of it was; throws what the server refuses. */
export async function runPlan({ journal, texts }: Tools, session: Session, plan: Plan): Promise<boolean> {
  if (session.policy === 'readOnly') throw refusal(session.context.name);
  const answers = await tryOut(session, plan);
  const details = [
    ...plan.about.details,
    ...warningsOf(answers).map((text) => `The server warns: ${text}`),
    ...howElse(session, plan),
  ];
  const changes = plan.steps.map(({ change }) => change);
  const difference = differenceOf(plan, answers);
  const show = difference && (() => texts.diff(difference.left, difference.right, difference.title));
  const approval = await confirm(previewFor(session, { ...plan.about, details, changes }), show);
  if (!approval) return false;
  const outcomes = await withoutStop(plan.about.title.replace(/\?$/, ''), () =>
    carryOutAll(session, journal, plan, approval),
  );
  const text = failedText(plan, outcomes);
  if (text === undefined) return true;
  throw new Error(text, { cause: outcomes.at(-1)?.failure });
}
