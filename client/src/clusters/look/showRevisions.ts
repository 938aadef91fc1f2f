import * as vscode from 'vscode';
import type { Revision } from '../../cluster/look/revisions.ts';
import { revisionsOf } from '../../cluster/look/revisions.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import { objectText } from '../../explorer/objectText.ts';
import { ageOf } from '../../explorer/ago.ts';
import type { ShownTexts } from './shownTexts.ts';

/** Lists the revisions of a workload and shows what differs between two of them. */
export async function showRevisions(explorer: Explorer, texts: ShownTexts, node: ObjectNode): Promise<void> {
  const { type, row, context } = node;
  const revisions = await revisionsOf(await explorer.session(context), type, row);
  if (revisions.length === 0) throw new Error(`${type.kind} ${row.name} keeps no revisions`);
  const newer = await pickRevision(revisions, `Revisions of ${row.name}`);
  if (!newer) return;
  const others = revisions.filter((one) => one !== newer);
  // The one before comes first.
  const order = others.toSorted((a, b) => Number(a.number > newer.number) - Number(b.number > newer.number));
  const older =
    others.length === 0 ? newer : await pickRevision(order, `Compare revision ${newer.number} with`);
  if (!older) return;
  const [left, right] = [older, newer]
    .toSorted((a, b) => a.number - b.number)
    .map((one) => ({
      name: `${row.name} revision ${one.number}.yaml`,
      text: objectText(one.template),
    }));
  if (!left || !right) return;
  if (older === newer) await texts.show(right);
  else await texts.diff(left, right, `${row.name}: revision ${older.number} ↔ ${newer.number}`);
}

/** Lets somebody pick one by its number, its time, its cause and its images. */
export async function pickRevision(
  revisions: readonly Revision[],
  title: string,
): Promise<Revision | undefined> {
  const items = revisions.map((revision) => ({
    revision,
    label: `Revision ${revision.number}`,
    description: `${ageOf(revision.created, Date.now())} ago${revision.cause ? ` · ${revision.cause}` : ''}`,
    detail: revision.images.join(', '),
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.revision;
}
