import * as vscode from 'vscode';
import type { Result } from '../../cluster/change/apply/applyAll.ts';
import { applyAll, saidOf } from '../../cluster/change/apply/applyAll.ts';
import { applyPreview, toSend } from '../../cluster/change/apply/applyPreview.ts';
import { applyReport, countsOf, isComplete } from '../../cluster/change/apply/applyReport.ts';
import type { ApplyPlan, Planned } from '../../cluster/change/apply/planApply.ts';
import { planApply } from '../../cluster/change/apply/planApply.ts';
import type { Piece } from '../../cluster/change/apply/readManifests.ts';
import { nameOf, readManifests } from '../../cluster/change/apply/readManifests.ts';
import { planTakeOver } from '../../cluster/change/apply/takeOver.ts';
import { refusal } from '../../cluster/change/policy.ts';
import type { Session } from '../../cluster/session.ts';
import { shownReport } from '../look/shownReport.ts';
import { contextOfWorkspace } from '../look/workspaceContext.ts';
import { answerForeign } from './answerForeign.ts';
import { applyCommand } from './applyCommand.ts';
import type { Tools } from './tools.ts';
import { confirm } from './confirm.ts';
import { howElse } from './howElse.ts';
import { runPlan } from './runPlan.ts';
import { showDifferences } from './showDifferences.ts';
import { withoutStop, withStop } from './withStop.ts';
import { complain, inform } from '../../notice.ts';

/** A text that is applied, or a piece of it. */
export interface Applied {
  readonly document: vscode.TextDocument;
  readonly piece?: Piece;
}

/** What was applied where. */
export interface Done {
  readonly session: Session;
  readonly results: readonly Result[];
  readonly document: vscode.TextDocument;
}

/** Applies the manifests of an editor, as they stand there, to the cluster of the workspace. Nothing where somebody thinks better of it. */
export async function applyManifests(tools: Tools, applied: Applied): Promise<Done | undefined> {
  const { document, piece } = applied;
  const read = readManifests(document.getText(), piece);
  const file = fileOf(document);
  if (read.manifests.length === 0) throw new Error(nothingIn(file, read.leftOut[0]));
  const context = await contextOfWorkspace(tools.explorer, tools.chosen);
  if (context === undefined) return undefined;
  const session = await tools.explorer.session(context);
  if (session.policy === 'readOnly') throw refusal(context);
  const plan = await withoutStop(`Trying ${file} on ${context}`, () => planApply(session, read));
  const takeOver = planTakeOver(session, plan);
  const answer = await answerForeign(plan, document, takeOver !== undefined);
  const isTaken = answer === 'take over' && takeOver && (await runPlan(tools, session, takeOver));
  if (answer === 'changed' || isTaken) return applyManifests(tools, applied);
  if (answer !== 'go on') return undefined;
  const results = await preview(tools, session, plan, document, piece === undefined);
  return results && { session, results, document };
}

async function preview(
  tools: Tools,
  session: Session,
  plan: ApplyPlan,
  document: vscode.TextDocument,
  isWhole: boolean,
): Promise<readonly Result[] | undefined> {
  const file = fileOf(document);
  if (toSend(plan).length === 0) {
    const results = plan.planned.map((planned): Result => {
      const { failure } = planned;
      if (!failure) return { planned, outcome: 'unchanged' };
      return { planned, outcome: 'failed', reason: saidOf(failure) };
    });
    await tell(tools, plan, file, results);
    return undefined;
  }
  await showDifferences(tools.texts, plan, file);
  // The differences are open already: who wants to look at them has the question wait beside them.
  const steps = toSend(plan).flatMap(({ step }) => step ?? []);
  const isFile = isWhole && !document.isUntitled && !document.isDirty;
  const kubectl = isFile ? { kubectl: applyCommand(document) } : {};
  const shown = applyPreview(session, file, plan);
  const details = [...shown.details, ...howElse(session, { steps, ...kubectl })];
  const approval = await confirm({ ...shown, details }, async () => undefined);
  if (!approval) return undefined;
  // What keeps it from running is marked there.
  await vscode.window.showTextDocument(document);
  const results = await withStop(`Applying ${file} to ${plan.context}`, (signal, report) => {
    const onStep = ({ manifest }: Planned): void => report(nameOf(manifest));
    return applyAll(plan, { session, journal: tools.journal, approval, signal, onStep });
  });
  await tell(tools, plan, file, results);
  return results;
}

/** As it is called in notices. */
export function fileOf({ uri }: vscode.TextDocument): string {
  return uri.path.split('/').at(-1) ?? '';
}

/** Says how it went; whoever wants to know more gets the report, which is opened at once where something is missing. */
async function tell(
  { texts }: Tools,
  plan: ApplyPlan,
  file: string,
  results: readonly Result[],
): Promise<void> {
  const report = shownReport(`${file} on ${plan.context}.md`, applyReport(file, plan, results));
  const counts = countsOf(results, plan);
  const message = `${file} on ${plan.context}: ${counts}.`;
  if (!isComplete(results, plan)) {
    await texts.show(report);
    void complain(`${message} The report says why.`);
    return;
  }
  const isNews = results.some(({ outcome }) => outcome === 'applied');
  const said = isNews ? message : `${message} There is nothing to apply.`;
  void inform(said, SHOW).then(async (choice) => {
    if (choice === SHOW) await texts.show(report);
  });
}

const SHOW = 'Show the Report';

function nothingIn(
  file: string,
  first: { readonly line: number; readonly reason: string } | undefined,
): string {
  return first ? `${file}, line ${first.line}: ${first.reason}` : `there is nothing to apply in ${file}`;
}
