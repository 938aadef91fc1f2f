import * as vscode from 'vscode';
import type { Judged } from '../../cluster/change/edit/judgeEdit.ts';
import { judgeEdit, mergedEdit, refusalOf } from '../../cluster/change/edit/judgeEdit.ts';
import { editable } from '../../cluster/change/edit/editable.ts';
import { carryOut } from '../../cluster/change/carryOut.ts';
import { refusal } from '../../cluster/change/policy.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import { ClusterFailure } from '../../cluster/failure.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import type { Session } from '../../cluster/session.ts';
import { yamlText } from '../../explorer/objectText.ts';
import { reasonOf } from '../../reason.ts';
import { confirm } from '../change/confirm.ts';
import { difference } from '../change/difference.ts';
import { howElse } from '../change/howElse.ts';
import type { OpenEdits } from './openEdits.ts';
import { documentOf } from './openEdits.ts';
import { complain, warn } from '../../notice.ts';

/** Writes a text into its object, after a look at what that does. Throws, in the editor's own way, where nothing was written. */
export async function saveEdit(edits: OpenEdits, uri: vscode.Uri, text: string): Promise<void> {
  const edit = await edits.of(uri);
  const session = await edits.tools.explorer.session(edit.context);
  edits.marks.clear(uri);
  try {
    if (session.policy === 'readOnly') throw refusal(edit.context);
    const judged = await judgeEdit(session, edit, text);
    if (judged.outcome === 'unchanged') return await show(edits, uri, await read(session, edit.path));
    if (judged.outcome !== 'ready') throw stop(edits, uri, text, judged);
    const after = await write(edits, uri, session, judged);
    if (!after) throw vscode.FileSystemError.Unavailable('Nothing was sent, and your text is kept.');
    await show(edits, uri, after);
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    throw vscode.FileSystemError.Unavailable(`${error.message} ${error.advice}`);
  }
}

/** Previews, asks and writes; nothing where somebody thinks better of it. */
async function write(
  { tools }: OpenEdits,
  uri: vscode.Uri,
  session: Session,
  { plan, before, after }: Judged & { readonly outcome: 'ready' },
): Promise<Json | undefined> {
  const [step] = plan.steps;
  if (!step) return undefined;
  const details = [...plan.about.details, ...howElse(session, plan)];
  const { left, right, title } = difference(plan.about.name, before, after);
  const preview = previewFor(session, { ...plan.about, details, changes: [step.change] });
  let isBeside = false;
  const approval = await confirm(preview, async () => {
    isBeside = true;
    await tools.texts.diff(left, right, title);
  });
  const document = documentOf(uri);
  if (isBeside && document) await vscode.window.showTextDocument(document, { preview: false });
  if (!approval) return undefined;
  try {
    return (await carryOut(session, tools.journal, step, approval)).object;
  } catch (error) {
    if (error instanceof ClusterFailure && error.kind === 'conflict') {
      const message = 'The object has changed while you looked at the preview: nothing was written.';
      throw new ClusterFailure('conflict', message, 'Save again to see what it is now.', { cause: error });
    }
    throw error instanceof ClusterFailure && error.kind === 'invalid'
      ? new Error(refusalOf(error, after).message)
      : error;
  }
}

/** What the editor shows once it is written: the object as the cluster has it. */
async function show(edits: OpenEdits, uri: vscode.Uri, object: Json): Promise<void> {
  await edits.take(uri, object);
  // Behind the save, so that the editor reads it anew.
  setTimeout(() => {
    if (documentOf(uri)?.isDirty) return; // somebody types on
    void edits.take(uri, object).then(() => edits.onChange(uri));
  });
}

/** Says why nothing was sent, at the lines that it is about, and offers the way on where there is one. */
function stop(
  edits: OpenEdits,
  uri: vscode.Uri,
  text: string,
  judged: Exclude<Judged, { outcome: 'unchanged' | 'ready' }>,
): Error {
  const line = judged.outcome === 'gone' ? undefined : edits.marks.set(uri, text, judged.problems);
  if (judged.outcome === 'conflict') {
    offerMerge(edits, uri, judged.message).catch((error: unknown) => {
      void complain(`Kube Guardrails: ${reasonOf(error)}`);
    });
  }
  return vscode.FileSystemError.Unavailable(
    line === undefined ? judged.message : `Line ${line}: ${judged.message}`,
  );
}

const COMPARE = 'Compare';
const MINE = 'Merge, Keep Mine';
const THEIRS = 'Merge, Take Theirs';

async function offerMerge(edits: OpenEdits, uri: vscode.Uri, message: string): Promise<void> {
  const answer = await warn(message, COMPARE, MINE, THEIRS);
  if (answer === undefined) return;
  const { context, path } = await edits.of(uri);
  const live = await read(await edits.tools.explorer.session(context), path);
  if (answer === COMPARE) {
    await edits.tools.texts.diffWith(
      { name: 'live.yaml', text: yamlText(editable(live)) },
      uri,
      'in the cluster now ↔ your text',
    );
    await offerMerge(edits, uri, message);
  } else await merge(edits, uri, live, answer === MINE ? 'mine' : 'theirs');
}

/** Takes what others have changed over into the text, which is then to be saved again. */
async function merge(
  edits: OpenEdits,
  uri: vscode.Uri,
  live: Json,
  prefer: 'mine' | 'theirs',
): Promise<void> {
  const { base } = await edits.of(uri);
  const document = documentOf(uri);
  const merged = base && document && mergedEdit(base, document.getText(), live, prefer);
  if (!merged || !document)
    throw new Error('the text cannot be read, so it cannot be merged: correct it first');
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, all, yamlText(merged));
  await edits.rebase(uri, live);
  edits.marks.clear(uri);
  await vscode.workspace.applyEdit(change);
  await vscode.window.showTextDocument(document, { preview: false });
}

function read({ connection }: Session, path: string): Promise<Json> {
  return connection.json<Json>({ path });
}
