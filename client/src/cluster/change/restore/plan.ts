import { ClusterFailure } from '../../failure.ts';
import { asMap } from '../../look/comparable.ts';
import type { Json } from '../../look/comparable.ts';
import { count } from '../../look/report.ts';
import { objectPath } from '../../resources/address.ts';
import type { Session } from '../../session.ts';
import type { Change } from '../approval.ts';
import type { Step } from '../carryOut.ts';
import { isDefinition, isNamespace } from '../delete/kinds.ts';
import type { Metadata, Target } from '../metadata.ts';
import { metadataOf, namesOf, titleOf } from '../metadata.ts';
import type { Plan } from '../plan.ts';
import { isTaken, takenAddresses, withoutAddresses } from './addresses.ts';
import { asNew } from './asNew.ts';
import type { Kept } from './kept.ts';
import { inOrder } from './order.ts';

/** Brings back what was deleted. What cannot come back, and why, is among the details; throws where nothing can. */
export async function planRestore(session: Session, { objects, lost }: Kept): Promise<Plan> {
  const living = await livingOwners(session, objects);
  const taken = objects.some(isService) ? await takenAddresses(session) : undefined;
  const tries = await Promise.all(
    inOrder(objects).map((target) =>
      attempt(session, target, objects, living, isService(target) ? taken : undefined),
    ),
  );
  const steps = tries.flatMap(({ step }) => step ?? []);
  const notes = tries.flatMap(({ notes }) => notes);
  if (steps.length === 0) throw new Error(`nothing can be brought back: ${notes.join(' ')}`);
  const back = inOrder(objects).filter(({ path }) => steps.some((step) => step.path === path));
  const [first] = back;
  const what = back.length === 1 && first ? titleOf(first) : count(back.length, 'object');
  const namespaces = new Set(back.map(({ namespace }) => namespace));
  const namespace = namespaces.size === 1 ? first?.namespace : undefined;
  const untried = tries.filter(({ isUntried }) => isUntried).length;
  return {
    about: {
      title: `Restore ${what}?`,
      name: back.length === 1 && first ? first.name : what,
      ...(namespace === undefined ? {} : { namespace }),
      action: 'Restore',
      details: [
        ...(back.length > 1 ? [`In this order: ${namesOf(back)}.`] : []),
        'What comes back is new: its UID, its age and who set which field are not as they were.',
        ...shortened(notes),
        ...(untried > 0
          ? [`${count(untried, 'object')} can only be tried once the namespace or definition is there.`]
          : []),
        ...lost.slice(0, MOST).map((one) => `Not kept: ${one}.`),
      ],
    },
    steps,
  };
}

const MOST = 8;

function shortened(notes: readonly string[]): readonly string[] {
  return notes.length <= MOST ? notes : [...notes.slice(0, MOST), `${notes.length - MOST} more such notes.`];
}

interface Attempt {
  readonly step?: Step;
  readonly notes: readonly string[];
  /** What it needs is brought back before it. */
  readonly isUntried?: boolean;
}

/** Has the server try to create one object. */
async function attempt(
  { connection }: Session,
  target: Target,
  all: readonly Target[],
  living: ReadonlySet<string>,
  taken: ReadonlySet<string> | undefined,
): Promise<Attempt> {
  const title = titleOf(target);
  const maker = metadataOf(target.object).ownerReferences?.find(
    ({ controller, uid }) => controller && living.has(uid),
  );
  if (maker) return { notes: [`${title} is left to ${maker.kind} ${maker.name}, which makes its own.`] };
  const { object: whole, notes } = asNew(target.object, (uid) => living.has(uid));
  const isRobbed = taken !== undefined && isTaken(whole, taken);
  const object = isRobbed ? withoutAddresses(whole) : whole;
  if (isRobbed) notes.push('gets another address or port: what it had is taken');
  const said = notes.map((note) => `${title} ${note}.`);
  if (all.some((one) => contains(one, target)))
    return { step: stepOf(target, object), notes: said, isUntried: true };
  const step = stepOf(target, object);
  try {
    await connection.dryRun(step.change);
    return { step, notes: said };
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    const isThere = error.kind === 'conflict' && error.status?.reason === 'AlreadyExists';
    const why = isThere ? await howThere(connection, target) : `cannot come back: ${error.message}`;
    return { notes: [`${title} ${why.replace(/\.$/, '')}.`] };
  }
}

/** What has the name of a deleted object: another, or itself still, as Pods do for a minute or so after their Node. */
async function howThere(connection: Session['connection'], { path, object }: Target): Promise<string> {
  try {
    const { metadata } = await connection.json<{ metadata?: Metadata }>({ path });
    if (metadata?.uid !== metadataOf(object).uid) return 'is there again, and is left as it is';
    return metadata?.deletionTimestamp === undefined
      ? 'is still there, and may go: restore it if it does'
      : 'is still being deleted: restore it once it is gone';
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    const isGone = error.kind === 'notFound';
    return isGone ? 'is gone only now: restore it once more' : 'is there, and is left as it is';
  }
}

function stepOf({ path }: Target, body: Json): Step {
  const change: Change = {
    method: 'POST',
    path: `${path.slice(0, path.lastIndexOf('/'))}?fieldManager=kube-guardrails`,
    body,
  };
  return { change, action: 'restored', path, before: undefined };
}

function isService({ type }: Target): boolean {
  return type.group === '' && type.kind === 'Service';
}

/** Whether one has to be there before the other can be. */
function contains(outer: Target, inner: Target): boolean {
  if (isNamespace(outer)) return inner.namespace === outer.name;
  if (!isDefinition(outer)) return false;
  const spec = asMap(outer.object['spec']);
  return spec?.['group'] === inner.type.group && asMap(spec['names'])?.['kind'] === inner.type.kind;
}

/** The uids of owners that are still there. */
async function livingOwners(session: Session, objects: readonly Target[]): Promise<ReadonlySet<string>> {
  const deleted = new Set(objects.map(({ object }) => metadataOf(object).uid));
  const owners = objects.flatMap(({ object, namespace }) =>
    (metadataOf(object).ownerReferences ?? []).map((owner) => ({ ...owner, namespace })),
  );
  const distinct = [...new Map(owners.map((owner) => [owner.uid, owner])).values()];
  const { types } = await session.discovery();
  const found = await Promise.all(
    distinct.map(async ({ uid, kind, name, namespace }) => {
      if (deleted.has(uid)) return [];
      const type = types.find((one) => one.kind === kind);
      if (!type) return [];
      const path = objectPath(type, name, namespace);
      const live = await session.connection.json<{ metadata?: Metadata }>({ path }).catch(() => undefined);
      const { metadata } = live ?? {};
      return metadata?.uid === uid && metadata.deletionTimestamp === undefined ? [uid] : [];
    }),
  );
  return new Set(found.flat());
}
