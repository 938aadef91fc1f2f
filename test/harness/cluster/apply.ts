import { Approval } from '../../../client/src/cluster/change/approval.ts';
import type { Result } from '../../../client/src/cluster/change/apply/applyAll.ts';
import { applyAll } from '../../../client/src/cluster/change/apply/applyAll.ts';
import type { ApplyPlan } from '../../../client/src/cluster/change/apply/planApply.ts';
import { planApply } from '../../../client/src/cluster/change/apply/planApply.ts';
import { applyPreview } from '../../../client/src/cluster/change/apply/applyPreview.ts';
import { nameOf, readManifests } from '../../../client/src/cluster/change/apply/readManifests.ts';
import { Journal } from '../../../client/src/cluster/change/journal.ts';
import type { Session } from '../../../client/src/cluster/session.ts';

/** Plans what a text would do. */
export function plan(session: Session, text: string): Promise<ApplyPlan> {
  return planApply(session, readManifests(text));
}

/** Applies a text as somebody does who approves of it. */
export async function apply(
  session: Session,
  text: string,
  onStep: (done: number) => void = () => undefined,
): Promise<readonly Result[]> {
  return applyPlanned(session, await plan(session, text), onStep);
}

/** The same, of what was planned before. */
export async function applyPlanned(
  session: Session,
  planned: ApplyPlan,
  onStep: (done: number) => void = () => undefined,
  journal = new Journal(),
): Promise<readonly Result[]> {
  const approval = new Approval(applyPreview(session, 'test.yaml', planned));
  let count = 0;
  return applyAll(planned, {
    session,
    journal,
    approval,
    signal: new AbortController().signal,
    onStep: () => onStep(count++),
  });
}

/** A line an object: what became of it. */
export function outcomes(results: readonly Result[]): string[] {
  return results.map(({ planned, outcome }) => `${nameOf(planned.manifest)}: ${outcome}`);
}

/** A line an object: what applying it would do. */
export function fates({ planned }: ApplyPlan): string[] {
  return planned.map(({ manifest, fate }) => `${nameOf(manifest)}: ${fate}`);
}
