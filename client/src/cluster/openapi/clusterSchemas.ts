import { ClusterFailure } from '../failure.ts';
import { serverVersion } from '../resources/serverVersion.ts';
import type { Session } from '../session.ts';
import type { ContentStore, Stored } from './contentStore.ts';
import type { DocumentAddress } from './document.ts';
import { documentAddresses, schemasOf } from './document.ts';
import type { Note } from './note.ts';
import { noteAsJson, readNote } from './note.ts';

/** What a cluster says of its kinds. */
export interface FoundSchemas {
  /** Such as `1.36`; missing if nothing is known. */
  readonly kubernetesVersion?: string;
  /** By version of an API group, as far as the cluster serves it. */
  readonly files: Readonly<Record<string, Stored>>;
  /** Custom kinds that are served, as `[apiVersion, kind]`. */
  readonly kinds: Note['kinds'];
  /** Why there is nothing, or nothing new. */
  readonly notice?: string;
}

export interface SchemaQuestion {
  readonly groupVersions: readonly string[];
  readonly refresh: boolean;
}

/** How long it is believed which documents there are, in milliseconds; and how long that a cluster cannot be reached. */
const LIFE = 10 * 60_000;
const FAILED_FOR = 30_000;

interface State {
  note: Note;
  addresses?: ReadonlyMap<string, DocumentAddress>;
  askedAt: number;
  failure?: ClusterFailure;
}

/**
 * The OpenAPI documents of clusters, kept on disk. Only those are read that somebody asks for and whose hash has changed; what was
 * read before stands in where the cluster cannot be reached.
 */
export class ClusterSchemas {
  readonly #store: ContentStore;
  readonly #states = new Map<string, Promise<State>>();

  constructor(store: ContentStore) {
    this.#store = store;
  }

  async read(session: Session, { groupVersions, refresh }: SchemaQuestion): Promise<FoundSchemas> {
    const name = `${session.context.name}\n${session.context.cluster.server}`;
    const state = await this.#state(name);
    const before = JSON.stringify(noteAsJson(state.note));
    if (refresh || isOld(state)) await ask(session, state, refresh);
    const found = await Promise.all(
      groupVersions.map(async (one) => [one, await this.#file(session, state, one)] as const),
    );
    if (JSON.stringify(noteAsJson(state.note)) !== before)
      await this.#store.setNote(name, noteAsJson(state.note));
    const files = Object.fromEntries(found.filter((one): one is [string, Stored] => one[1] !== undefined));
    const { version, kinds } = state.note;
    const notice = noticeOf(session.context.name, state);
    return {
      files,
      kinds,
      ...(version === undefined ? {} : { kubernetesVersion: version }),
      ...(notice === undefined ? {} : { notice }),
    };
  }

  #state(name: string): Promise<State> {
    let state = this.#states.get(name);
    if (!state) {
      state = this.#store.note(name).then((value) => ({ note: readNote(value), askedAt: -Infinity }));
      this.#states.set(name, state);
    }
    return state;
  }

  async #file(session: Session, state: State, groupVersion: string): Promise<Stored | undefined> {
    const address = state.addresses?.get(groupVersion);
    const { documents } = state.note;
    if (state.addresses && !address) {
      documents.delete(groupVersion);
      return undefined;
    }
    const known = documents.get(groupVersion);
    const kept = known && (await this.#store.get(known.content));
    if (!address || (kept && known.hash === address.hash)) return kept;
    try {
      const stored = await this.#store.put(await schemasOf(session.connection, address));
      documents.set(groupVersion, { hash: address.hash, content: stored.hash });
      return stored;
    } catch (error) {
      state.failure = failureOf(error);
      return kept;
    }
  }
}

function isOld({ askedAt, failure }: State): boolean {
  return performance.now() - askedAt > (failure ? FAILED_FOR : LIFE);
}

async function ask(session: Session, state: State, refresh: boolean): Promise<void> {
  const { connection } = session;
  delete state.failure;
  try {
    const [addresses, version] = await Promise.all([
      documentAddresses(connection),
      serverVersion(connection),
    ]);
    if (refresh) session.forgetDiscovery();
    const discovery = await session.discovery().catch(() => undefined);
    state.addresses = addresses;
    state.note.version = version;
    state.note.readOn = new Date().toISOString().slice(0, 10);
    if (discovery) {
      state.note.kinds = discovery.types
        .filter(({ group, verbs }) => group.includes('.') && verbs.includes('create'))
        .map(({ group, version: own, kind }) => [`${group}/${own}`, kind]);
    }
  } catch (error) {
    delete state.addresses;
    state.failure = failureOf(error);
  }
  state.askedAt = performance.now();
}

function failureOf(error: unknown): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ClusterFailure('server', message, 'See the log.', { cause: error });
}

function noticeOf(context: string, { failure, note }: State): string | undefined {
  if (!failure) return undefined;
  const reason = failure.message.replace(/\.$/, '');
  const what = `the schemas of ${context} cannot be read now (${reason})`;
  return note.documents.size > 0 && note.version !== undefined
    ? `${what}: those of ${note.readOn} are used`
    : `${what}, so the latest known version is used`;
}
