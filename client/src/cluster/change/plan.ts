import { ClusterFailure } from '../failure.ts';
import type { Json } from '../look/comparable.ts';
import type { Session } from '../session.ts';
import type { Changed } from '../transport/connection.ts';
import type { Approval } from './approval.ts';
import type { Step } from './carryOut.ts';
import { carryOut, titleOfStep } from './carryOut.ts';
import type { Journal } from './journal.ts';
import type { About } from './preview.ts';

/** Changes that belong together, and how they are previewed. */
export interface Plan {
  readonly about: Omit<About, 'changes'>;
  /** In the order in which they are made. */
  readonly steps: readonly Step[];
  /** Arguments of the kubectl command that does the same, without those that choose the context. */
  readonly kubectl?: readonly string[];
}

/** Has the server go through all steps without keeping anything; what it warns of. Throws what it refuses. */
export async function rehearse(session: Session, plan: Plan): Promise<readonly string[]> {
  return warningsOf(await tryOut(session, plan));
}

/** As `rehearse`: what the server says to each step. Of several, what is refused is named. */
export function tryOut({ connection }: Session, { steps }: Plan): Promise<readonly Changed<Json>[]> {
  return Promise.all(
    steps.map(async (step) => {
      try {
        return await connection.dryRun<Json>(step.change);
      } catch (error) {
        if (!(error instanceof ClusterFailure) || steps.length === 1) throw error;
        const { kind, message, advice, status } = error;
        const rest = { cause: error, ...(status ? { status } : {}) };
        throw new ClusterFailure(kind, `${titleOfStep(step)}: ${message}`, advice, rest);
      }
    }),
  );
}

/** What the server warns of, each once. */
export function warningsOf(answers: readonly Changed<Json>[]): readonly string[] {
  return [...new Set(answers.flatMap(({ warnings }) => warnings))];
}

/** How a step went; nothing went wrong where there is no failure. */
export interface Outcome {
  readonly step: Step;
  readonly failure?: ClusterFailure;
}

/** How several changes are made. */
interface Way {
  /** Whether the others are still made after one that failed; without it none is. */
  readonly goesOn?: (failure: ClusterFailure) => boolean;
  /** Makes one change; by itself once. */
  readonly make?: (step: Step) => Promise<unknown>;
}

/** Makes the changes one after the other until one ends it: what comes behind that is not among the outcomes. */
export async function carryOutAll(
  session: Session,
  journal: Journal,
  { steps }: Plan,
  approval: Approval,
  { goesOn, make = (step) => carryOut(session, journal, step, approval) }: Way = {},
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    try {
      await make(step);
      outcomes.push({ step });
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      outcomes.push({ step, failure: error });
      if (!goesOn?.(error)) break;
    }
  }
  return outcomes;
}

/** At which object a plan ended, why, and what was changed before; nothing where all of it was carried out. */
export function failedText({ steps }: Plan, outcomes: readonly Outcome[]): string | undefined {
  const failed = outcomes.find(({ failure }) => failure);
  if (!failed?.failure) return undefined;
  const { message, advice } = failed.failure;
  const which = steps.length === 1 ? '' : `${titleOfStep(failed.step)}: `;
  const done = outcomes.indexOf(failed);
  const before =
    done === 0 ? '' : ` ${done} of ${steps.length} changes ${done === 1 ? 'was' : 'were'} made before.`;
  return `${which}${message} ${advice}${before}`;
}
