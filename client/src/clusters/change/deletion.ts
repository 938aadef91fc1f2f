import type { Piece } from '../../cluster/change/apply/readManifests.ts';
import { readManifests } from '../../cluster/change/apply/readManifests.ts';
import { carryOutDelete, rehearseDelete } from '../../cluster/change/delete/carryOutDelete.ts';
import { untilGone } from '../../cluster/change/delete/follow.ts';
import type { Impact } from '../../cluster/change/delete/impact.ts';
import { impactOf } from '../../cluster/change/delete/impact.ts';
import { isDefinition } from '../../cluster/change/delete/kinds.ts';
import { lookAgain } from '../../cluster/change/delete/lookAgain.ts';
import { chosenManifests, typeOfPath } from '../../cluster/change/delete/manifests.ts';
import { deletedBy, goneText } from '../../cluster/change/delete/outcome.ts';
import { canOrphan, lockedBy, planDelete } from '../../cluster/change/delete/plan.ts';
import type { Chosen } from '../../cluster/change/delete/targets.ts';
import { readTargets } from '../../cluster/change/delete/targets.ts';
import type { Recorded } from '../../cluster/change/journal/entry.ts';
import type { Target } from '../../cluster/change/metadata.ts';
import { metadataOf, namesOf } from '../../cluster/change/metadata.ts';
import type { Plan } from '../../cluster/change/plan.ts';
import { refusal } from '../../cluster/change/policy.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import { carryOutRestore } from '../../cluster/change/restore/carryOutRestore.ts';
import type { Kept } from '../../cluster/change/restore/kept.ts';
import { keepBefore, keptOf } from '../../cluster/change/restore/kept.ts';
import { restoredText } from '../../cluster/change/restore/outcome.ts';
import { planRestore } from '../../cluster/change/restore/plan.ts';
import type { Session } from '../../cluster/session.ts';
import type { Node } from '../../explorer/node.ts';
import { reasonOf } from '../../reason.ts';
import { contextOfWorkspace } from '../look/workspaceContext.ts';
import type { Tools } from './tools.ts';
import { chosenRows } from './chosenRows.ts';
import { confirm, confirmOneOf } from './confirm.ts';
import type { Locking } from './locking.ts';
import { howElse } from './howElse.ts';
import { withoutStop, withStop } from './withStop.ts';
import type { Say } from '../../notice.ts';
import { complain, inform, warn } from '../../notice.ts';

/** How long a deletion is followed before what is left is told, in milliseconds. */
const FOLLOWED_FOR = 30_000;

const RESTORE = 'Restore…';
/** So many deletions are kept as a whole. */
const MOST_KEPT = 20;
/** And no more than this, in characters of JSON. */
const LARGEST = 128 * 1024 * 1024;

/** Deletes objects of clusters, with everything on the table before. */
export class Deletion {
  readonly #tools: Tools;

  readonly #locking: Locking;
  /** The latest deletions. */
  readonly #kept: Kept[] = [];

  constructor(tools: Tools, locking: Locking) {
    this.#tools = tools;
    this.#locking = locking;
  }

  /** Deletes what rows of the tree stand for. */
  async ofRows(rows: readonly Node[]): Promise<void> {
    const { context, chosen } = chosenRows(rows);
    await this.delete(await this.#tools.explorer.session(context), chosen);
  }

  /** Deletes what a text, or a piece of it, describes. */
  async ofManifests(text: string, piece?: Piece): Promise<void> {
    const { manifests, leftOut } = readManifests(text, piece);
    if (manifests.length === 0) throw new Error('there is no manifest here that can be read');
    const { explorer, chosen } = this.#tools;
    const context = await contextOfWorkspace(explorer, chosen);
    if (context === undefined) return;
    for (const { line, reason } of leftOut.slice(0, 3)) void warn(`Line ${line} ${reason}`);
    const session = await explorer.session(context);
    await this.delete(session, await chosenManifests(session, manifests));
  }

  /** Undoes that an object was created or restored. */
  async deleteEntry(session: Session, { path, after = {} }: Recorded): Promise<void> {
    const { uid, name = '', namespace } = metadataOf(after);
    const type = await typeOfPath(session, path);
    await this.delete(session, [{ type, name, namespace, path, ...(uid === undefined ? {} : { uid }) }]);
  }

  /** Undoes a deletion of this session, with what went along where that was kept. */
  async restoreEntry(session: Session, { path, before = {} }: Recorded): Promise<void> {
    const { uid, name = '', namespace } = metadataOf(before);
    const isMeant = ({ object }: Target): boolean => metadataOf(object).uid === uid;
    const kept = this.#kept.find(({ targets }) => targets.some(isMeant));
    if (kept) return this.restore(session, keptOf(kept, kept.targets.filter(isMeant)));
    const type = await typeOfPath(session, path);
    const target = { type, name, namespace, path, object: before };
    return this.restore(session, { targets: [target], objects: [target], lost: [], size: 0 });
  }

  async delete(session: Session, chosen: readonly Chosen[]): Promise<void> {
    if (session.policy === 'readOnly') throw refusal(session.context.name);
    const impact = await lookAt(session, chosen);
    if (!impact) return;
    const ways = (['Background', 'Orphan'] as const).filter(
      (way) => lockedBy(impact, way).length === 0 && (way === 'Background' || canOrphan(impact)),
    );
    if (ways.length === 0) return this.#locking.refuse(session, impact.locked);
    const plans = ways.map((way) => planDelete(impact, way));
    const previews = await Promise.all(plans.map((plan) => previewOf(session, plan)));
    const choice = await confirmOneOf(previews);
    const plan = plans[choice?.index ?? -1];
    if (!choice || !plan) return;
    const { title } = plan.about;
    const [kept, outcomes] = await withoutStop(title.replace(/\?$/, ''), async () => {
      const now = await lookAgain(session, impact);
      const kept = await keepBefore(session, now, ways[choice.index] ?? 'Background');
      return [kept, await carryOutDelete(session, this.#tools.journal, plan, choice.approval)] as const;
    });
    const { deleted, open, text, isWhole } = deletedBy(impact.targets, outcomes);
    const gone = keptOf(kept, [...deleted, ...open]);
    if (deleted.some(isDefinition)) session.forgetDiscovery();
    if (gone.targets.length > 0) this.#keep(gone);
    if (!isWhole) void this.#tell(complain, `Kube Guardrails: ${text}`, session, gone);
    if (deleted.length > 0) await this.#follow(session, gone, isWhole);
  }

  /** The latest deletions, as far as there is room in memory. */
  #keep(kept: Kept): void {
    this.#kept.unshift(kept);
    let size = 0;
    const full = this.#kept.findIndex((one) => (size += one.size) > LARGEST);
    this.#kept.splice(full > 0 ? Math.min(full, MOST_KEPT) : MOST_KEPT);
  }

  /** Brings back what was deleted. */
  async restore(session: Session, kept: Kept): Promise<void> {
    if (session.policy === 'readOnly') throw refusal(session.context.name);
    const title = `Waiting until ${namesOf(kept.targets)} ${kept.targets.length === 1 ? 'is' : 'are'} gone`;
    const rest = await withStop(title, (signal) =>
      untilGone(session, kept.targets, { signal, atMost: FOLLOWED_FOR }),
    );
    if (rest.length > 0)
      throw new Error(`${goneText(kept.targets, rest)} It can be restored once it is gone`);
    const plan = await planRestore(session, kept);
    const changes = plan.steps.map(({ change }) => change);
    const approval = await confirm(previewFor(session, { ...plan.about, changes }));
    if (!approval) return;
    const outcomes = await withoutStop(plan.about.title.replace(/\?$/, ''), () =>
      carryOutRestore(session, this.#tools.journal, plan, approval),
    );
    const { text, isWhole } = restoredText(plan.steps.length, outcomes);
    const say = isWhole ? inform : complain;
    void say(isWhole ? text : `Kube Guardrails: ${text}`);
  }

  /** Waits until the objects are gone, which somebody may leave, and says so or what keeps them. */
  async #follow(session: Session, kept: Kept, isWhole: boolean): Promise<void> {
    const { targets } = kept;
    const title = `Waiting until ${namesOf(targets)} ${targets.length === 1 ? 'is' : 'are'} gone`;
    const rest = await withStop(title, (signal, report) =>
      untilGone(session, targets, {
        signal,
        atMost: FOLLOWED_FOR,
        onRest: (remaining) => report(remaining[0]?.why ?? ''),
      }),
    );
    if (rest.length === 0 && !isWhole) return; // told already
    const say = rest.length === 0 ? inform : warn;
    void this.#tell(say, goneText(targets, rest), session, kept);
  }

  /** Says something and offers to bring back what was deleted. */
  async #tell(say: Say, text: string, session: Session, kept: Kept): Promise<void> {
    const offers = kept.targets.length > 0 ? [RESTORE] : [];
    if ((await say(text, ...offers)) !== RESTORE) return;
    await this.restore(session, kept).catch((error: unknown) => {
      void complain(`Kube Guardrails: ${reasonOf(error)}`);
    });
  }
}

/** Reads what was chosen and everything around it; nothing where nothing of it is there, or somebody stops. */
async function lookAt(session: Session, chosen: readonly Chosen[]): Promise<Impact | undefined> {
  return withStop(`Looking at what goes with ${namesOf(chosen)}`, async (signal) => {
    try {
      const { targets, missing } = await readTargets(session, chosen);
      if (missing.length > 0) void inform(`Not there: ${namesOf(missing)}. Nothing to delete of that.`);
      return targets.length === 0 ? undefined : await impactOf(session, targets, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}

async function previewOf(session: Session, plan: Plan): Promise<ReturnType<typeof previewFor>> {
  const warnings = await rehearseDelete(session, plan);
  const details = [
    ...plan.about.details,
    ...warnings.map((text) => `The server warns: ${text}`),
    ...howElse(session, plan),
  ];
  return previewFor(session, { ...plan.about, details, changes: plan.steps.map(({ change }) => change) });
}
