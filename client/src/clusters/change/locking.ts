import * as vscode from 'vscode';
import type { Locked } from '../../cluster/change/delete/impact.ts';
import { lockedFailure } from '../../cluster/change/delete/plan.ts';
import type { Chosen } from '../../cluster/change/delete/targets.ts';
import { readTargets } from '../../cluster/change/delete/targets.ts';
import { HELD_BY, planHoldLocks, planReleaseLocks } from '../../cluster/change/holdLocks.ts';
import { planLock, planUnlock } from '../../cluster/change/lock.ts';
import { namesOf } from '../../cluster/change/metadata.ts';
import { refusal } from '../../cluster/change/policy.ts';
import type { Session } from '../../cluster/session.ts';
import type { Node } from '../../explorer/node.ts';
import { yamlText } from '../../explorer/objectText.ts';
import { contextOfWorkspace } from '../look/workspaceContext.ts';
import type { Tools } from './tools.ts';
import { chosenRows } from './chosenRows.ts';
import { runPlan } from './runPlan.ts';
import { inform } from '../../notice.ts';

const UNLOCK = 'Unlock…';

/** Sets and takes away locks, which keep objects from being deleted. */
export class Locking {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async lock(rows: readonly Node[]): Promise<void> {
    const { context, chosen } = chosenRows(rows);
    const session = await this.#tools.explorer.session(context);
    if (session.policy === 'readOnly') throw refusal(context);
    const reason = await vscode.window.showInputBox({
      title: `Lock ${namesOf(chosen)} (${context})`,
      prompt: 'Why is it not to be deleted? Whoever tries is told.',
      placeHolder: 'orders of the shop, see the runbook',
      validateInput: (text) => (text.trim() === '' ? 'Somebody will want to know why.' : undefined),
    });
    if (reason === undefined) return;
    const { targets } = await readTargets(session, chosen);
    if (await runPlan(this.#tools, session, planLock(targets, reason.trim())))
      void inform(`Locked ${namesOf(targets)}.`);
  }

  async unlock(rows: readonly Node[]): Promise<void> {
    const { context, chosen } = chosenRows(rows);
    await this.#unlock(await this.#tools.explorer.session(context), chosen);
  }

  /** Says why nothing is deleted, and offers to take the locks away; deleting is then a gesture of its own. */
  async refuse(session: Session, locked: readonly Locked[]): Promise<void> {
    const { message, advice } = lockedFailure(locked);
    const detail = [`Context: ${session.context.name}`, '', message, '', advice].join('\n');
    const options = { modal: true, detail };
    const answer = await vscode.window.showWarningMessage('Locked', options, UNLOCK);
    if (answer === UNLOCK) await this.#unlock(session, locked);
  }

  /** Has the API server refuse to delete what is locked, whoever asks. */
  async holdForEverybody(context: string | undefined): Promise<void> {
    const session = await this.#session(context);
    if (!session) return;
    const plan = await planHoldLocks(session);
    const text = HELD_BY.map((object) => yamlText(object)).join('---\n');
    await this.#tools.texts.show({ name: 'locks for everybody.yaml', text });
    if (await runPlan(this.#tools, session, plan))
      void inform(`Locks hold for everybody in ${session.context.name}, within a few seconds.`);
  }

  /** Has locks hold in Kube Guardrails alone again. */
  async releaseForEverybody(context: string | undefined): Promise<void> {
    const session = await this.#session(context);
    if (session && (await runPlan(this.#tools, session, await planReleaseLocks(session))))
      void inform(`Locks in ${session.context.name} hold in Kube Guardrails alone.`);
  }

  /** Of a context, else of that of the workspace. */
  async #session(context: string | undefined): Promise<Session | undefined> {
    const { explorer, chosen } = this.#tools;
    const name = context ?? (await contextOfWorkspace(explorer, chosen));
    return name === undefined ? undefined : explorer.session(name);
  }

  async #unlock(session: Session, chosen: readonly Chosen[]): Promise<void> {
    const { targets } = await readTargets(session, chosen);
    if (await runPlan(this.#tools, session, planUnlock(targets)))
      void inform(`Unlocked ${namesOf(targets)}. Nothing was deleted.`);
  }
}
