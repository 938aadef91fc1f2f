import { isDeepStrictEqual } from 'node:util';
import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import { sayingsOfStatus } from '../../verdict/status.ts';
import { MANAGER, ownerLines } from '../operations/target.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from './editable.ts';
import { editable, forbiddenChanges, readEdit } from './editable.ts';
import { changeLines, fieldChanges, valueText } from './fieldChanges.ts';
import type { Conflict } from './merge.ts';
import { mergeThree } from './merge.ts';

/** An object that somebody edits. */
export interface Editing {
  /** In the API. */
  readonly path: string;
  readonly uid: string;
  /** As it was when the text was made of it; missing where that is not known any more. */
  readonly base: Json | undefined;
}

/** What became of a text that somebody wants to save. */
export type Judged =
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'ready'; readonly plan: Plan; readonly before: Json; readonly after: Json }
  | {
      readonly outcome: 'refused';
      readonly message: string;
      readonly problems: readonly Problem[];
    }
  | { readonly outcome: 'conflict'; readonly message: string; readonly problems: readonly Problem[] }
  | { readonly outcome: 'gone'; readonly message: string };

/**
 * What saving a text would do. What was changed in it is taken over into the object as it is now, so that the changes of others elsewhere
 * in the object survive; the result is sent as a whole, and only if the object is still the one that it was made from (`resourceVersion`),
 * so what was previewed is what is written. The server tries it first.
 */
export async function judgeEdit(session: Session, editing: Editing, text: string): Promise<Judged> {
  const { object: edited, problems } = readEdit(text);
  if (!edited || problems.length > 0) return refused('This cannot be read. Nothing was sent.', problems);
  const { live, gone } = await readLive(session, editing);
  if (!live) return { outcome: 'gone', message: gone };
  const theirs = editable(live);
  const base = editing.base ?? theirs;
  const forbidden = forbiddenChanges(base, edited);
  if (forbidden.length > 0) return refused(forbidden[0]?.message ?? '', forbidden);
  const { object: wanted, conflicts } = mergeThree({ base, mine: edited, theirs });
  if (conflicts.length > 0) return conflict(conflicts);
  if (isDeepStrictEqual(wanted, theirs)) return { outcome: 'unchanged' };
  // What is hidden, such as the values of Secrets, is the same in both and so stays what it is.
  const { object: body } = mergeThree({ base: theirs, mine: wanted, theirs: live });
  return tryOut(session, editing, { live, body });
}

/** The text with what others have changed, where both changed the same as `prefer` has it; nothing where it cannot be read. */
export function mergedEdit(
  base: Json,
  text: string,
  live: Json,
  prefer: 'mine' | 'theirs',
): Json | undefined {
  const { object: mine } = readEdit(text);
  return mine && mergeThree({ base, mine, theirs: editable(live) }, prefer).object;
}

async function tryOut(
  session: Session,
  { path, base }: Editing,
  { live, body }: { readonly live: Json; readonly body: Json },
): Promise<Judged> {
  const change = { method: 'PUT', path: `${path}?${MANAGER}`, body } as const;
  try {
    const { object: after } = await session.connection.dryRun<Json>(change);
    const theirs = editable(live);
    const others = base ? fieldChanges(base, theirs) : [];
    const { name = '', namespace, deletionTimestamp } = namesOf(live);
    const kind = String(live['kind']);
    const details = [
      ...changeLines(fieldChanges(theirs, editable(after))),
      ...(others.length > 0
        ? ['', 'Others have changed meanwhile, which stays:', ...changeLines(others, 5)]
        : []),
      ...(base ? [] : ['', UNKNOWN_BASE]),
      ...(deletionTimestamp === undefined ? [] : ['', `It is being deleted since ${deletionTimestamp}.`]),
      ...spaced(await ownerLines(session, live)),
    ];
    const place = namespace === undefined ? {} : { namespace };
    const plan: Plan = {
      about: { title: `Save ${kind} ${name}?`, name, ...place, details, action: 'Save' },
      steps: [{ change, action: 'edited', path, before: live }],
      kubectl: [
        'edit',
        `${kind.toLowerCase()}/${name}`,
        ...(namespace === undefined ? [] : ['--namespace', namespace]),
      ],
    };
    return { outcome: 'ready', plan, before: live, after };
  } catch (error) {
    if (error instanceof ClusterFailure && REFUSALS.includes(error.kind)) return refusalOf(error, body);
    throw error;
  }
}

const UNKNOWN_BASE =
  'What the text was made of is not known any more: what others have changed since counts as changed by you. Look at the difference.';

const REFUSALS: readonly string[] = ['invalid', 'denied', 'conflict'];

/** What the server says against a change, at its fields. */
export function refusalOf(failure: ClusterFailure, edited: Json): Judged & { readonly outcome: 'refused' } {
  const { name, namespace } = namesOf(edited);
  const { status = {}, message } = failure;
  const said = sayingsOfStatus(status, { kind: String(edited['kind']), name, namespace });
  // Lines count in what was sent, which is not the text.
  const problems = said.map(({ by, ...saying }): Problem => {
    const [path] = saying.onKey ? [] : saying.paths;
    const text = path === undefined ? saying.message : `${path}: ${saying.message}`;
    return { message: by === undefined ? text : `${text} (${by})`, place: { ...saying, line: undefined } };
  });
  const [first = { message }, ...others] = problems;
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  return refused(`The cluster refuses it: ${first.message}${more}`, problems.length > 0 ? problems : [first]);
}

function refused(message: string, problems: readonly Problem[]): Judged & { readonly outcome: 'refused' } {
  return { outcome: 'refused', message, problems };
}

function conflict(conflicts: readonly Conflict[]): Judged {
  const problems = conflicts.map(({ path, base, mine, theirs }) => ({
    place: { paths: [path] },
    message: `${path}: it was ${valueText(base)}; you have ${valueText(mine)}, somebody else ${valueText(theirs)}.`,
  }));
  const more = conflicts.length > 1 ? ` And ${conflicts.length - 1} more.` : '';
  const message = `Somebody else has changed the same meanwhile. ${problems[0]?.message ?? ''}${more} Nothing was sent, and your text is kept.`;
  return { outcome: 'conflict', message, problems };
}

type Live = { readonly live: Json; readonly gone?: never } | { readonly live?: never; readonly gone: string };

async function readLive({ connection }: Session, { path, uid }: Editing): Promise<Live> {
  const kept = 'Nothing was sent. Your text is kept here: copy it before you close it.';
  try {
    const live = await connection.json<Json>({ path });
    if (namesOf(live).uid === uid) return { live };
    return { gone: `The object was deleted meanwhile, and another one of this name was made. ${kept}` };
  } catch (error) {
    if (!(error instanceof ClusterFailure) || error.kind !== 'notFound') throw error;
    return { gone: `The object was deleted meanwhile. ${kept} Applying it as a manifest makes it anew.` };
  }
}

export function namesOf(object: Json): {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly deletionTimestamp?: string;
} {
  return asMap(object['metadata']) ?? {};
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? ['', ...lines] : [];
}
