import { collectionPath, objectPath, withQuery } from '../resources/address.ts';
import type { TableBody } from '../resources/table.ts';
import { TABLE } from '../resources/table.ts';
import type { Session } from '../session.ts';
import type { NamedKind } from './kinds.ts';
import { NAMED_KINDS, WORKLOADS } from './kinds.ts';

/** What is to be known of a cluster: names of objects, keys of one object, or images in use. */
export interface NameQuestion {
  readonly what: 'objects' | 'keys' | 'images';
  readonly kind?: string;
  /** Missing: that of the context. */
  readonly namespace?: string;
  readonly name?: string;
}

/** Lists without what is in the objects (https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches). */
const METADATA = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';
/** More names than these help nobody. */
const MOST = 1000;
const NAME = /^[a-z0-9](?:[-a-z0-9.:]{0,251}[a-z0-9])?$/;

/** Asks the cluster. What is no question it can answer has no names. */
export async function readNames(session: Session, question: NameQuestion): Promise<readonly string[]> {
  const { what, kind = '', namespace = session.context.namespace, name = '' } = question;
  if (!NAME.test(namespace)) return [];
  if (what === 'images') return imagesIn(session, namespace);
  const type = NAMED_KINDS[kind];
  if (!type) return [];
  if (what === 'objects') return objectsOf(session, type, namespace);
  return type.hasKeys && NAME.test(name) ? keysOf(session, type, name, namespace) : [];
}

async function objectsOf(
  { connection }: Session,
  type: NamedKind,
  namespace: string,
): Promise<readonly string[]> {
  const path = withQuery(collectionPath(type, namespace), { limit: MOST });
  const { items } = await connection.json<MetadataList>({ path, accept: METADATA });
  const names = (items ?? []).map(({ metadata }) => metadata?.name ?? '');
  return names.filter((name) => name !== '' && !MACHINE_MADE.test(name)).toSorted();
}

/** Helm's memory of releases, which no manifest names. */
const MACHINE_MADE = /^sh\.helm\.release\.v1\./;

interface MetadataList {
  readonly items?: readonly { readonly metadata?: { readonly name?: string } }[] | null;
}

/** The keys of an object. Its values are given up here. */
async function keysOf(
  { connection }: Session,
  type: NamedKind,
  name: string,
  namespace: string,
): Promise<readonly string[]> {
  const { data, binaryData } = await connection.json<Keyed>({ path: objectPath(type, name, namespace) });
  return [...Object.keys(data ?? {}), ...Object.keys(binaryData ?? {})].toSorted();
}

interface Keyed {
  readonly data?: object | null;
  readonly binaryData?: object | null;
}

/** The images of the workloads of a namespace, as the server's own wide tables show them, those that most of them use first. */
async function imagesIn({ connection }: Session, namespace: string): Promise<readonly string[]> {
  const answers = await Promise.allSettled(
    WORKLOADS.map((type) => {
      const path = withQuery(collectionPath(type, namespace), { limit: MOST, includeObject: 'None' });
      return connection.json<TableBody>({ path, accept: TABLE });
    }),
  );
  const tables = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (tables.length === 0 && answers[0]?.status === 'rejected') throw answers[0].reason;
  const uses = new Map<string, number>();
  for (const { columnDefinitions, rows } of tables) {
    const column = columnDefinitions?.findIndex(({ name }) => name === 'Images') ?? -1;
    for (const { cells } of rows ?? []) {
      const cell = cells[column];
      const images = typeof cell === 'string' ? cell.split(',') : [];
      for (const image of images) if (image !== '') uses.set(image, (uses.get(image) ?? 0) + 1);
    }
  }
  return [...uses].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([image]) => image);
}
