import type { Change } from '../change/approval.ts';
import type { Located } from '../change/metadata.ts';
import { ClusterFailure } from '../failure.ts';
import type { Status } from '../failure.ts';
import { collectionPath, objectPath, withQuery } from '../resources/address.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { Json } from '../look/comparable.ts';
import type { Session } from '../session.ts';
import { withFixedFields } from './immutable.ts';
import type { Saying, Subject } from './saying.ts';
import { ownerSayings, sayingsOfStatus } from './status.ts';
import { sayingsOfWarning } from './warning.ts';

/** An object of a manifest, as it would be sent. */
export interface Asked extends Subject {
  readonly apiVersion: string;
  /** YAML or JSON, as somebody wrote it. */
  readonly text: string;
}

/** What the server says of an object. */
export interface Verdict {
  /** `unasked`: there was something in the way of a whole answer, such as a missing right. */
  readonly outcome: 'accepted' | 'rejected' | 'unasked';
  readonly sayings: readonly Saying[];
  /** Path of the object in the API; missing where the cluster has no such kind or it has no name yet. */
  readonly path?: string;
}

/** The manager of the fields that are written from here. */
const MANAGER = 'kube-guardrails';

/**
 * Asks the API server what it would say to an object, without keeping it: as an apply where the object has a name, so that what is there
 * already counts (https://kubernetes.io/docs/reference/using-api/server-side-apply/), else as one to be made. Fields that others own do not
 * stop the question: nothing is changed by it.
 */
export async function askServer(
  session: Session,
  asked: Asked,
  manifest: Json,
  signal?: AbortSignal,
): Promise<Verdict> {
  const verdict = await answerOf(session, asked, signal);
  const { path, outcome, sayings } = verdict;
  if (path === undefined || outcome !== 'rejected') return verdict;
  const live = await liveAt(session, path, signal);
  return live ? { ...verdict, sayings: withFixedFields(sayings, manifest, live) } : verdict;
}

/** The object that is there, as far as it may be read. */
async function liveAt(
  { connection }: Session,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Json | undefined> {
  try {
    return await connection.json<Json>({ path, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted || !(error instanceof ClusterFailure)) throw error;
    return undefined;
  }
}

/** Where the object of a manifest lies; nothing where the cluster has no such kind, or it has no name. */
export async function locatedOf(session: Session, asked: Asked): Promise<Located | undefined> {
  const type = await typeOf(session, asked);
  const { name } = asked;
  if (!type || name === undefined || !isAddressable(name)) return undefined;
  const namespace = namespaceOf(session, type, asked);
  return { type, name, namespace, path: objectPath(type, name, namespace) };
}

async function answerOf(session: Session, asked: Asked, signal: AbortSignal | undefined): Promise<Verdict> {
  const type = await typeOf(session, asked);
  if (!type) return { outcome: 'rejected', sayings: [unknownKind(session, asked)] };
  const applied = isAddressable(asked.name) && type.verbs.includes('patch');
  if (!applied) return answerTo(session, asked, creation(type, asked, session), signal);
  const path = objectPath(type, asked.name ?? '', namespaceOf(session, type, asked));
  const plain = await answerTo(session, asked, application(path, asked, false), signal);
  if (!plain.conflict) {
    const more = isOfReading(plain.sayings) ? await asCreation(session, asked, type, signal) : [];
    const first = more.length > 0 ? plain.sayings.filter((one) => !isVague(one)) : plain.sayings;
    return { ...plain, sayings: [...first, ...more], path };
  }
  const forced = await answerTo(session, asked, application(path, asked, true), signal);
  return { ...forced, sayings: [...ownerSayings(plain.conflict), ...forced.sayings], path };
}

/** A name that is no part of an address can only be asked about as that of something to be made. */
function isAddressable(name: string | undefined): boolean {
  return name !== undefined && !/^\.{0,2}$/.test(name);
}

interface Answer extends Verdict {
  /** Fields belong to other managers. */
  readonly conflict?: Status;
}

async function answerTo(
  { connection, context }: Session,
  asked: Asked,
  change: Change,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  try {
    const answer = await connection.dryRun(change, signal);
    return { outcome: 'accepted', sayings: answer.warnings.flatMap((text) => sayingsOfWarning(text, asked)) };
  } catch (error) {
    if (signal?.aborted || !(error instanceof ClusterFailure) || !error.status) throw error;
    const { status } = error;
    if (isConflictOfOwners(status)) return { outcome: 'rejected', sayings: [], conflict: status };
    if (status.message === NO_SUCH_PATH)
      return { outcome: 'rejected', sayings: [unknownVersion(context.name, asked)] };
    const said = sayingsOfStatus(status, asked);
    return {
      outcome: said.some(({ severity }) => severity === 'error') ? 'rejected' : 'unasked',
      sayings: said,
    };
  }
}

const NO_SUCH_PATH = 'the server could not find the requested resource';

function isConflictOfOwners({ details }: Status): boolean {
  return details?.causes?.some(({ reason }) => reason === 'FieldManagerConflict') ?? false;
}

/** Whether the object could not be read: then nothing else was looked at. */
function isOfReading(sayings: readonly Saying[]): boolean {
  return sayings.some(({ isReading }) => isReading);
}

/** Whether no field is named. */
function isVague({ paths, line, isReading }: Saying): boolean {
  return isReading === true && paths.length === 0 && !line;
}

/** Of an object that it cannot read, the server says more where it is to be made: all unknown fields, and fields that it did not name before. */
async function asCreation(
  session: Session,
  asked: Asked,
  type: ResourceType,
  signal: AbortSignal | undefined,
): Promise<Saying[]> {
  const { sayings } = await answerTo(session, asked, creation(type, asked, session), signal);
  return sayings.filter((one) => one.isReading && !isVague(one)).map((one) => ({ ...one, isSecond: true }));
}

function application(path: string, { text }: Asked, force: boolean): Change {
  const query = { fieldManager: MANAGER, fieldValidation: 'Strict', force: force || undefined };
  return { method: 'PATCH', path: withQuery(path, query), type: 'application/apply-patch+yaml', body: text };
}

function creation(type: ResourceType, asked: Asked, session: Session): Change {
  const path = collectionPath(type, namespaceOf(session, type, asked));
  const query = { fieldManager: MANAGER, fieldValidation: 'Strict' };
  return { method: 'POST', path: withQuery(path, query), type: 'application/yaml', body: asked.text };
}

function namespaceOf(
  { context }: Session,
  { namespaced }: ResourceType,
  { namespace }: Asked,
): string | undefined {
  // An empty one counts as none.
  const own = namespace === '' ? undefined : namespace;
  return namespaced ? (own ?? context.namespace) : undefined;
}

/** The kind in the version that the manifest asks for. A definition may have come since the kinds were read. */
async function typeOf(session: Session, { apiVersion, kind }: Asked): Promise<ResourceType | undefined> {
  const [version = '', group = ''] = apiVersion.split('/').toReversed();
  const find = async (): Promise<ResourceType | undefined> =>
    (await session.discovery()).types.find((one) => one.kind === kind && one.group === group);
  let type = await find();
  if (!type) {
    session.forgetDiscovery();
    type = await find();
  }
  return type && { ...type, version };
}

function unknownKind({ context }: Session, { kind, apiVersion }: Asked): Saying {
  const message = `"${context.name}" has no kind ${kind} of ${apiVersion}.`;
  return { severity: 'error', message, paths: ['kind'], isOfKind: true };
}

function unknownVersion(context: string, { kind, apiVersion }: Asked): Saying {
  const message = `"${context}" does not serve the kind ${kind} as ${apiVersion}.`;
  return { severity: 'error', message, paths: ['apiVersion'], isOfKind: true };
}
