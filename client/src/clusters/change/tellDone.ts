import * as vscode from 'vscode';
import { lineOf } from '../../cluster/change/journal/line.ts';
import type { Plan } from '../../cluster/change/plan.ts';
import { canUndo } from '../../cluster/change/putBack.ts';
import type { Session } from '../../cluster/session.ts';
import type { Tools } from './tools.ts';
import { inform } from '../../notice.ts';

const UNDO = 'Undo…';

/** Says that a plan was carried out, which the tree may not show (a paused rollout), and offers the way back where there is one. */
export function tellDone({ journal }: Pick<Tools, 'journal'>, { context }: Session, { steps }: Plan): void {
  const path = steps.at(-1)?.path;
  const entry = journal.entries.findLast((one) => one.path === path && one.context === context.name);
  if (!entry) return;
  const { kind, name, action } = lineOf(entry.id, entry);
  const offers = canUndo(entry) ? [UNDO] : [];
  void inform(`${kind} ${name} on ${context.name}: ${action}.`, ...offers).then(
    (choice) => choice && vscode.commands.executeCommand('kubeGuardrails.clusters.undo', entry.id),
  );
}
