import { ClusterFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import type { Approval } from './approval.ts';
import type { Step } from './carryOut.ts';
import { carryOut } from './carryOut.ts';
import type { Journal } from './journal.ts';
import type { About } from './preview.ts';

/** Changes that belong together, and how they are previewed. */
export interface Plan {
  readonly about: Omit<About, 'changes'>;
  /** In the order in which they are made. */
  readonly steps: readonly Step[];
}

/** Has the server go through all steps without keeping anything; what it warns of. Throws what it refuses. */
export async function rehearse({ connection }: Session, { steps }: Plan): Promise<readonly string[]> {
  const answers = await Promise.all(steps.map(({ change }) => connection.dryRun(change)));
  return [...new Set(answers.flatMap(({ warnings }) => warnings))];
}

/** How a step went; nothing went wrong where there is no failure. */
export interface Outcome {
  readonly step: Step;
  readonly failure?: ClusterFailure;
}

/** Makes the changes one after the other and stops at the first that fails: what comes behind it is not among the outcomes. */
export async function carryOutAll(
  session: Session,
  journal: Journal,
  { steps }: Plan,
  approval: Approval,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    try {
      await carryOut(session, journal, step, approval);
      outcomes.push({ step });
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      return [...outcomes, { step, failure: error }];
    }
  }
  return outcomes;
}
