import { collectionPath, objectPath, withQuery } from '../resources/address.ts';
import type { RowQuery } from '../resources/rowList.ts';
import type { Row } from '../resources/table.ts';
import type { Connection } from '../transport/connection.ts';
import type { Bounded, Bounds } from './bounds.ts';
import { boundsOf } from './bounds.ts';

/** So few are read one by one; for more the list is read. */
const FEW = 5;
/** Objects of a list, and so many pages of it at most: whoever has more does without. */
const [PAGE, PAGES] = [250, 8];

/** What the pods or nodes of some rows may use, by uid. What cannot be read is left out. */
export async function readBounds(
  connection: Connection,
  { type, namespace, labelSelector }: RowQuery,
  rows: readonly Row[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Bounds>> {
  const found = new Map<string, Bounds>();
  const take = (object: Listed): void => void found.set(object.metadata.uid, boundsOf(object));
  if (rows.length <= FEW) {
    const paths = rows.map((row) => objectPath(type, row.name, row.namespace));
    const reads = paths.map((path) => connection.json<Listed>({ path, signal }));
    for (const read of await Promise.allSettled(reads)) if (read.status === 'fulfilled') take(read.value);
    return found;
  }
  let next: string | undefined;
  for (let pages = 0; pages < PAGES; pages++) {
    const path = withQuery(collectionPath(type, namespace), { limit: PAGE, labelSelector, continue: next });
    const page = await connection.json<Page>({ path, signal });
    for (const item of page.items ?? []) take(item);
    next = page.metadata?.continue || undefined;
    if (next === undefined || rows.every(({ uid }) => found.has(uid))) break;
  }
  return found;
}

interface Listed extends Bounded {
  readonly metadata: { readonly uid: string };
}
interface Page {
  readonly items?: readonly Listed[] | null;
  readonly metadata?: { readonly continue?: string };
}
