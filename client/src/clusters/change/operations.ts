import * as vscode from 'vscode';
import { planCordon } from '../../cluster/change/operations/cordon.ts';
import { planRollback } from '../../cluster/change/operations/rollback.ts';
import { planPause } from '../../cluster/change/operations/rollout.ts';
import { jobName, planRunAgain, planRunNow } from '../../cluster/change/operations/runJob.ts';
import { planSecretValue } from '../../cluster/change/operations/secretValue.ts';
import { planScale, readScale, replicasProblem, scaleText } from '../../cluster/change/operations/scale.ts';
import { planSuspend } from '../../cluster/change/operations/suspend.ts';
import type { Plan } from '../../cluster/change/plan.ts';
import { refusal } from '../../cluster/change/policy.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import { revisionsOf } from '../../cluster/look/revisions.ts';
import type { Session } from '../../cluster/session.ts';
import { podPath } from '../../cluster/streams/podsOf.ts';
import type { Memory } from '../../explorer/choices.ts';
import type { ContainerNode } from '../../explorer/nodes/containerNodes.ts';
import { askSecretChange } from '../edit/secretValue.ts';
import { pickRevision } from '../look/showRevisions.ts';
import type { Tools } from './tools.ts';
import { debugPod } from './debugPod.ts';
import { drainNode } from './drainNode.ts';
import { runPlan } from './runPlan.ts';
import { tellDone } from './tellDone.ts';
import type { Known, Subject } from './subject.ts';
import { knownOf } from './subject.ts';

interface Place {
  readonly session: Session;
  readonly target: Known;
}

/** What is done to workloads, Jobs and nodes while they run. Each is previewed, approved and written down. */
export class Operations {
  readonly #tools: Tools;
  /** Where images that were used are kept. */
  readonly #memory: Memory;

  constructor(tools: Tools, memory: Memory) {
    this.#tools = tools;
    this.#memory = memory;
  }

  /** Asks for a number of replicas and sets it. */
  async scale(subject: Subject): Promise<void> {
    const { session, target } = await this.#place(subject);
    const scale = await readScale(session, target);
    const typed = await vscode.window.showInputBox({
      title: `Scale ${target.kind} ${target.name} (${session.context.name})`,
      prompt: `How many replicas? ${scaleText(scale)} 0 switches it off.`,
      value: String(scale.wanted),
      validateInput: replicasProblem,
    });
    if (typed === undefined || Number(typed) === scale.wanted) return;
    await this.#run(session, await planScale(session, target, scale, Number(typed)));
  }

  /** Lets somebody pick a revision and goes back to it. */
  async rollBack(subject: Subject): Promise<void> {
    const { session, target } = await this.#place(subject, ['Deployment', 'StatefulSet', 'DaemonSet']);
    const [newest, ...former] = await revisionsOf(session, target, target);
    if (!newest || former.length === 0)
      throw new Error(
        `${target.kind} ${target.name} keeps no former revision: there is nothing to go back to`,
      );
    const revision = await pickRevision(former, `Roll ${target.name} back to`);
    if (revision) await this.#run(session, await planRollback(session, target, revision));
  }

  async pause(subject: Subject, paused: boolean): Promise<void> {
    const { session, target } = await this.#place(subject, ['Deployment']);
    await this.#run(session, await planPause(session, target, paused));
  }

  async suspend(subject: Subject, suspend: boolean): Promise<void> {
    const { session, target } = await this.#place(subject, ['CronJob', 'Job']);
    await this.#run(session, await planSuspend(session, target, suspend));
  }

  async runNow(subject: Subject): Promise<void> {
    const { session, target } = await this.#place(subject, ['CronJob']);
    await this.#run(session, await planRunNow(session, target, jobName(target.name, 'manual')));
  }

  async runAgain(subject: Subject): Promise<void> {
    const { session, target } = await this.#place(subject, ['Job']);
    await this.#run(session, await planRunAgain(session, target, jobName(target.name, 'again')));
  }

  /** Changes one value of a Secret. */
  async editSecretValue(subject: Subject): Promise<void> {
    const { session, target } = await this.#place(subject, ['Secret']);
    const secret = await session.connection.json<Json>({ path: target.path });
    const change = await askSecretChange(target.name, secret);
    if (change) await this.#run(session, await planSecretValue(session, target, secret, change));
  }

  async cordon(subject: Subject, cordon: boolean): Promise<void> {
    const { session, target } = await this.#place(subject, ['Node']);
    await this.#run(session, await planCordon(session, target, cordon));
  }

  /** Empties a node, after a look at what that does to its Pods. */
  async drain(subject: Subject): Promise<void> {
    const { session, target } = await this.#place(subject, ['Node']);
    if (await drainNode(this.#tools, session, target)) await this.cordon(subject, false);
  }

  /** Adds a debug container to a Pod, which sees the processes of one of its containers. */
  async debug(node: Subject | ContainerNode): Promise<void> {
    if (!('container' in node)) {
      const { session, target } = await this.#place(node, ['Pod']);
      return debugPod(this.#tools, this.#memory, session, target, undefined);
    }
    const { context, namespace, name } = node.pod;
    const session = await this.#session(context);
    const target = { kind: 'Pod', name, namespace, path: podPath(namespace, name) };
    return debugPod(this.#tools, this.#memory, session, target, node.container);
  }

  async #run(session: Session, plan: Plan): Promise<void> {
    if (await runPlan(this.#tools, session, plan)) tellDone(this.#tools, session, plan);
  }

  /** A row has only the commands of its kind; a document has them all. */
  async #place(subject: Subject, kinds?: readonly string[]): Promise<Place> {
    const session = await this.#session(subject.context);
    const target = await knownOf(session, subject);
    const { kind, name } = target;
    if (kinds?.includes(kind) === false)
      throw new Error(`${kind} ${name} has no such thing: this is for ${kinds.join(', ')}`);
    return { session, target };
  }

  async #session(context: string): Promise<Session> {
    const session = await this.#tools.explorer.session(context);
    if (session.policy === 'readOnly') throw refusal(context);
    return session;
  }
}
