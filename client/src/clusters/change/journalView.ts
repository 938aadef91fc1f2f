import * as vscode from 'vscode';
import type { Recorded } from '../../cluster/change/journal/entry.ts';
import { journalReport } from '../../cluster/change/journal/report.ts';
import { canUndo, checkPlace, planPutBack, wayBack } from '../../cluster/change/putBack.ts';
import type { Tools } from './tools.ts';
import type { Deletion } from './deletion.ts';
import { shownReport } from '../look/shownReport.ts';
import { runPlan } from './runPlan.ts';
import { inform } from '../../notice.ts';

/** Shows what was changed from here, and undoes it. */
export class JournalView {
  readonly #tools: Tools;
  readonly #deletion: Deletion;

  constructor(tools: Tools, deletion: Deletion) {
    this.#tools = tools;
    this.#deletion = deletion;
  }

  async show(): Promise<void> {
    const { journal, texts } = this.#tools;
    const undoable = new Set(journal.entries.filter(canUndo).map(({ id }) => id));
    const report = journalReport(journal.history(), ({ id }) => undoable.has(id));
    await texts.show(shownReport('changes.diff', report));
  }

  /** Shows the whole difference that a change made. */
  async showChange(id: string): Promise<void> {
    const line = this.#tools.journal.history().find((one) => one.id === id);
    if (line?.difference === undefined) throw new Error('this change is not kept any more');
    await this.#tools.texts.show({ name: `${line.kind} ${line.name}.diff`, text: line.difference });
  }

  /** Undoes a change of this session; without one, somebody picks it. */
  async undo(id: string | undefined): Promise<void> {
    const entry = id === undefined ? await this.#pick() : this.#find(id);
    if (!entry) return;
    const session = await this.#tools.explorer.session(entry.context);
    checkPlace(session, entry);
    const way = wayBack(entry);
    if (way === 'restore') await this.#deletion.restoreEntry(session, entry);
    else if (way === 'delete') await this.#deletion.deleteEntry(session, entry);
    else if (await runPlan(this.#tools, session, await planPutBack(session, entry)))
      void inform('Put back as it was before.');
  }

  #find(id: string): Recorded {
    const { entries } = this.#tools.journal;
    const found = entries.find((one) => one.id === id);
    if (found) return found;
    throw new Error(
      'this cannot be undone: it was changed in another window or before this one was opened, and the object as it was is kept in memory only',
    );
  }

  async #pick(): Promise<Recorded | undefined> {
    const { journal } = this.#tools;
    const entries = journal.entries.filter(canUndo).toReversed();
    if (entries.length === 0) throw new Error('nothing was changed in this session that could be undone');
    const known = new Map(journal.history().map((line) => [line.id, line]));
    const items = entries.map((entry) => {
      const { kind = '', name = entry.path, namespace } = known.get(entry.id) ?? {};
      return {
        label: `${entry.action} ${kind} ${name}`,
        description: [entry.context, ...(namespace === undefined ? [] : [namespace])].join(' · '),
        detail: new Date(entry.time).toLocaleString(),
        entry,
      };
    });
    return (await vscode.window.showQuickPick(items, { title: 'Undo which change?' }))?.entry;
  }
}
