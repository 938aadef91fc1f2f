import { planRestart } from '../../cluster/change/restart.ts';
import type { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import type { Applied, Done } from './applyManifests.ts';
import { applyManifests } from './applyManifests.ts';
import { Deletion } from './deletion.ts';
import { JournalView } from './journalView.ts';
import { Locking } from './locking.ts';
import { runPlan } from './runPlan.ts';
import { tellDone } from './tellDone.ts';
import type { Tools } from './tools.ts';

/** What can be changed in clusters. Each change is previewed, approved and written down. */
export class Changes {
  readonly tools: Tools;
  readonly deletion: Deletion;
  readonly locking: Locking;
  readonly journal: JournalView;

  constructor(tools: Tools) {
    this.tools = tools;
    this.locking = new Locking(this.tools);
    this.deletion = new Deletion(this.tools, this.locking);
    this.journal = new JournalView(this.tools, this.deletion);
  }

  /** Applies the manifests of an editor. Nothing where somebody thinks better of it. */
  apply(applied: Applied): Promise<Done | undefined> {
    return applyManifests(this.tools, applied);
  }

  /** Has the Pods of a workload made anew. */
  async restart({ context, path, row, type }: ObjectNode): Promise<void> {
    const session = await this.tools.explorer.session(context);
    const { name, namespace = '' } = row;
    const plan = await planRestart(session, { kind: type.kind, name, namespace, path }, new Date());
    if (await runPlan(this.tools, session, plan)) tellDone(this.tools, session, plan);
  }
}
