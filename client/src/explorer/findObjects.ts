import { setTimeout as pause } from 'node:timers/promises';
import type { ResourceType } from '../cluster/resources/discovery.ts';
import type { RowQuery } from '../cluster/resources/rowList.ts';
import type { Column, Row } from '../cluster/resources/table.ts';
import type { Session } from '../cluster/session.ts';
import { byCategory, CATEGORIES } from './categories.ts';
import { COLLATOR } from './nodes/listNode.ts';
import { PATIENCE } from './patience.ts';

/** An object that was found, as the server's table has it. */
export interface Found {
  readonly row: Row;
  readonly columns: readonly Column[];
}

/** The kinds whose objects can be looked for, in the order of the tree: those of namespaces, then the others. */
export async function kindsToFind(session: Session): Promise<readonly ResourceType[]> {
  const { types } = await session.discovery();
  return [true, false].flatMap((namespaced) => {
    const kinds = byCategory(types, namespaced);
    return CATEGORIES.flatMap(({ name }) => kinds.get(name) ?? []);
  });
}

/**
 * The objects of a kind in all namespaces. Who may not read those together gets what is in the namespaces that are known: that of the
 * context and those typed by hand. Lists that are open in the tree are not read again.
 */
export async function objectsToFind(
  session: Session,
  type: ResourceType,
  typed: readonly string[],
): Promise<readonly Found[]> {
  const found = await rowsOf(session, { type }).catch(async (error: unknown) => {
    const known = type.namespaced ? [...new Set([session.context.namespace, ...typed])] : [];
    const each = await Promise.allSettled(known.map((namespace) => rowsOf(session, { type, namespace })));
    const lists = each.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    if (lists.length === 0) throw error;
    return lists.flat();
  });
  return found.toSorted(({ row: a }, { row: b }) => COLLATOR.compare(a.name, b.name));
}

/** Waits for the whole list, or for what there is of it after a while. */
async function rowsOf(session: Session, query: RowQuery): Promise<readonly Found[]> {
  const waiting = new Set<(isLate: false) => void>();
  const use = session.lists.use(query, () => {
    for (const tell of waiting) tell(false);
    waiting.clear();
  });
  const { list } = use;
  const waited = new AbortController();
  const late = pause(PATIENCE, true, { signal: waited.signal }).catch(() => true);
  try {
    let isLate = false;
    while (list.state === 'loading' && !isLate) {
      const change = new Promise<boolean>((resolve) => waiting.add(resolve));
      isLate = await Promise.race([change, late]);
    }
    if (list.failure && list.size === 0) throw list.failure;
    return [...list.rows()].map((row) => ({ row, columns: list.columns }));
  } finally {
    waited.abort();
    use.release();
  }
}
