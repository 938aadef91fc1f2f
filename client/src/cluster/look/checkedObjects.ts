import { createHash } from 'node:crypto';
import { ClusterFailure } from '../failure.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { RowList, RowQuery } from '../resources/rowList.ts';
import type { Row } from '../resources/table.ts';
import type { Session } from '../session.ts';
import type { Problem } from './checkReport.ts';
import { checkable } from './checkable.ts';
import type { Json } from './comparable.ts';
import { asMap } from './comparable.ts';
import type { FoundObject, FoundObjects } from './readObjects.ts';
import { targetOf } from './readObjects.ts';

interface Checked {
  readonly type: ResourceType;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly uid: unknown;
  readonly problems: readonly Problem[];
  /** Of what the checks were given: a new status changes nothing. */
  readonly digest: string;
  /** As last seen. */
  version: unknown;
  isLooking: boolean;
}

/** A changed object is read again after so many milliseconds, however often it changes meanwhile. */
const LOOK_AFTER = 1000;

/**
 * What checks found in objects of a cluster, for as long as these are as they were. Nothing is watched for it: it hears of changes from
 * the lists that are open in the tree, and what is in none of them nobody sees.
 */
export class CheckedObjects {
  readonly #session: Session;
  readonly #onChange: (paths: readonly string[]) => void;
  readonly #objects = new Map<string, Checked>();
  readonly #stop: () => void;

  /** `onChange` is told the paths of objects about which nothing is known any more. */
  constructor(session: Session, onChange: (paths: readonly string[]) => void) {
    this.#session = session;
    this.#onChange = onChange;
    this.#stop = session.lists.listen({
      changed: (query, list) => this.#compare(query, list),
      closed: () => this.#drop([...this.#objects.keys()]),
    });
  }

  /** Takes in what a check has found; what it found in these objects before counts no more. */
  take({ objects }: FoundObjects, problems: readonly Problem[]): void {
    const byObject = Map.groupBy(problems, ({ object }) => object);
    for (const [index, found] of objects.entries())
      this.#objects.set(targetOf(found).path, checked(found, byObject.get(index) ?? []));
  }

  problemsOf(path: string): readonly Problem[] {
    return this.#objects.get(path)?.problems ?? [];
  }

  /** All in a namespace, or without one in the whole cluster. */
  problemsIn(namespace: string | undefined): readonly Problem[] {
    return [...this.#objects.values()]
      .filter((one) => namespace === undefined || one.namespace === namespace)
      .flatMap(({ problems }) => problems);
  }

  /** The paths of the objects in a namespace, or without one in the whole cluster. */
  pathsIn(namespace: string | undefined): readonly string[] {
    const own = [...this.#objects].filter(
      ([, one]) => namespace === undefined || one.namespace === namespace,
    );
    return own.map(([path]) => path);
  }

  /** Forgets objects without a word. */
  forget(paths: readonly string[]): void {
    for (const path of paths) this.#objects.delete(path);
  }

  close(): void {
    this.#stop();
    this.#objects.clear();
  }

  #compare(query: RowQuery, list: RowList): void {
    const { type, namespace, labelSelector, fieldSelector } = query;
    const concerned = [...this.#objects].filter(
      ([, one]) =>
        one.type.resource === type.resource &&
        one.type.group === type.group &&
        (namespace === undefined || one.namespace === namespace),
    );
    if (concerned.length === 0 || list.state !== 'live') return;
    const isWhole = labelSelector === undefined && fieldSelector === undefined;
    const rows = new Map([...list.rows()].map((row) => [keyOf(row), row]));
    const gone = concerned.filter(([path, one]) => {
      const row = rows.get(keyOf(one));
      if (!row) return isWhole;
      if (row.uid !== one.uid) return true;
      if (row.resourceVersion !== one.version) this.#lookAgain(path, one, row);
      return false;
    });
    this.#drop(gone.map(([path]) => path));
  }

  #lookAgain(path: string, one: Checked, { resourceVersion }: Row): void {
    one.version = resourceVersion;
    if (one.isLooking) return;
    one.isLooking = true;
    setTimeout(() => void this.#look(path, one), LOOK_AFTER).unref();
  }

  async #look(path: string, one: Checked): Promise<void> {
    one.isLooking = false;
    try {
      const object = await this.#session.connection.json<Json>({ path });
      if (digestOf(object) === one.digest) return;
    } catch (error) {
      // What cannot be read at the moment is seen again with its next change.
      if (!(error instanceof ClusterFailure && error.kind === 'notFound')) return;
    }
    if (this.#objects.get(path) === one) this.#drop([path]);
  }

  #drop(paths: readonly string[]): void {
    if (paths.length === 0) return;
    this.forget(paths);
    this.#onChange(paths);
  }
}

function checked({ type, name, namespace, object }: FoundObject, problems: readonly Problem[]): Checked {
  const { uid, resourceVersion } = asMap(object['metadata']) ?? {};
  const digest = digestOf(object);
  return { type, name, namespace, uid, problems, digest, version: resourceVersion, isLooking: false };
}

function digestOf(object: Json): string {
  const { apiVersion, kind } = object; // first, for items of a list get them late
  const text = checkable({ apiVersion, kind, ...object });
  return createHash('sha256').update(text).digest('base64');
}

function keyOf({ name, namespace = '' }: { readonly name: string; readonly namespace?: string | undefined }) {
  return `${namespace}/${name}`;
}
