import * as vscode from 'vscode';
import { conflictLines } from '../../cluster/change/apply/conflicts.ts';
import type { Foreign } from '../../cluster/change/apply/leaveOut.ts';
import { foreignFields, withoutFields } from '../../cluster/change/apply/leaveOut.ts';
import type { ApplyPlan } from '../../cluster/change/apply/planApply.ts';
import { nameOf } from '../../cluster/change/apply/readManifests.ts';
import { shellLine } from '../../explorer/teaching/shell.ts';
import { applyCommand } from './applyCommand.ts';

/** `changed`: the manifest is another one now. */
type Answer = 'go on' | 'changed' | 'take over' | 'stop';

/** Asks what to do about fields that belong to others. They are never taken by force. */
export async function answerForeign(
  plan: ApplyPlan,
  document: vscode.TextDocument,
  mayTakeOver: boolean,
): Promise<Answer> {
  const fields = foreignFields(plan.planned);
  const left = withoutFields(document.getText(), fields);
  if (fields.length === 0) return 'go on';
  const [isSecond, first] = [fields.length > 1, fields[0]?.manifest.name ?? ''];
  const what = isSecond ? `${fields.length} fields belong` : 'A field belongs';
  const leave = isSecond ? 'Leave the Fields Out' : 'Leave the Field Out';
  const refused = plan.planned.filter(({ conflicts }) => conflicts.length > 0).length;
  const hasConflict = refused > 0;
  const without = refused === 1 ? 'Go On Without This Object' : 'Go On Without These Objects';
  const choices = [
    ...(left === document.getText() ? [] : [leave]),
    ...(mayTakeOver ? [TAKE] : []),
    ...(hasConflict && !mayTakeOver ? [COPY] : []),
    hasConflict ? without : KEEP,
  ];
  const title = `${what} to somebody else${isSecond ? '' : ` (${first})`}`;
  const detail = [
    `Context: ${plan.context}`,
    '',
    ...explanation(plan, fields),
    '',
    ...whatToDo(isSecond, mayTakeOver),
  ].join('\n');
  const choice = await vscode.window.showWarningMessage(title, { modal: true, detail }, ...choices);
  if (choice === leave) return (await replace(document, left)) ? 'changed' : 'stop';
  if (choice === TAKE) return 'take over';
  if (choice === COPY) await copyCommand(plan, document);
  return choice === KEEP || choice === without ? 'go on' : 'stop';
}

const COPY = 'Copy the kubectl Command';
const KEEP = 'Go On';

const TAKE = 'Take Over from kubectl…';

function whatToDo(areSeveral: boolean, mayTakeOver: boolean): string[] {
  const [they, them, were] = areSeveral ? ['They', 'them', 'were'] : ['It', 'it', 'was'];
  const stay = areSeveral ? 'they stay with whoever takes' : 'it stays with whoever takes';
  return [
    `Leave ${them} out of the manifest, and ${stay} care of ${them}.`,
    mayTakeOver
      ? `${they} ${were} set with "kubectl apply". If you go on from here instead, take ${them} over: that changes no value.`
      : `To take ${them} over, run kubectl with --force-conflicts: the other one may write ${them} again.`,
  ];
}

function explanation({ planned }: ApplyPlan, fields: readonly Foreign[]): string[] {
  const conflicts = planned.flatMap(({ manifest, conflicts }) => conflictLines(manifest, conflicts));
  const scaled = planned.flatMap(({ manifest, owners }) =>
    fields.some((one) => one.manifest === manifest && one.field === '.spec.replicas')
      ? owners.filter(({ by }) => by === 'scaler').map(({ text }) => `${nameOf(manifest)}: ${text}`)
      : [],
  );
  const lines = [...conflicts, ...scaled];
  const more = lines.length - MOST;
  return more > 0 ? [...lines.slice(0, MOST), `${more} more`] : lines;
}

/** So many lines fit into a dialog. */
const MOST = 10;

async function copyCommand({ context }: ApplyPlan, document: vscode.TextDocument): Promise<void> {
  const words = ['kubectl', '--context', context, ...applyCommand(document, '--force-conflicts')];
  await vscode.env.clipboard.writeText(shellLine(words));
}

/** Writes the text that differs, so that the rest keeps its folds and marks. It can be undone. */
async function replace(document: vscode.TextDocument, text: string): Promise<boolean> {
  const old = document.getText();
  let start = 0;
  while (start < text.length && old[start] === text[start]) start++;
  let same = 0;
  const most = Math.min(old.length, text.length) - start;
  while (same < most && old.at(-1 - same) === text.at(-1 - same)) same++;
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(old.length - same));
  edit.replace(document.uri, range, text.slice(start, text.length - same));
  return vscode.workspace.applyEdit(edit);
}
