import { setTimeout as pause } from 'node:timers/promises';
import { ClusterFailure } from '../cluster/failure.ts';
import type { ResourceType } from '../cluster/resources/discovery.ts';
import { pluralOf } from '../cluster/resources/plural.ts';
import type { RowQuery } from '../cluster/resources/rowList.ts';
import type { Column, Row } from '../cluster/resources/table.ts';
import type { Session } from '../cluster/session.ts';
import { byCategory, CATEGORIES } from './categories.ts';
import { missingRight, sayMissing } from './forbidden.ts';
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

/** What was found of a kind. */
export interface FoundObjects {
  readonly objects: readonly Found[];
  /** What may be missing among them, in a sentence each; empty where these are all. */
  readonly gaps: readonly string[];
}

/**
 * The objects of a kind in all namespaces. Who may not read those together gets what is in the namespaces that are known: that of the
 * context and those typed by hand. Lists that are open in the tree are not read again.
 */
export async function objectsToFind(
  session: Session,
  type: ResourceType,
  typed: readonly string[],
): Promise<FoundObjects> {
  const { objects, gaps } = await listed(session, { type }).catch((error: unknown) => {
    if (!(error instanceof ClusterFailure && error.kind === 'forbidden' && type.namespaced)) throw error;
    return inNamespaces(session, type, [...new Set([session.context.namespace, ...typed])], error);
  });
  return { objects: objects.toSorted(({ row: a }, { row: b }) => COLLATOR.compare(a.name, b.name)), gaps };
}

async function inNamespaces(
  session: Session,
  type: ResourceType,
  known: readonly string[],
  refusal: ClusterFailure,
): Promise<FoundObjects> {
  const each = await Promise.allSettled(known.map((namespace) => listed(session, { type, namespace })));
  const lists = each.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (lists.length === 0) throw refusal;
  const failed = each.flatMap((one) => (one.status === 'rejected' ? [gapOf(one.reason)] : []));
  return {
    objects: lists.flatMap(({ objects }) => objects),
    gaps: [
      `Only the namespaces that are known were asked: ${known.join(', ')}.`,
      ...new Set([...failed, ...lists.flatMap(({ gaps }) => gaps)]),
    ],
  };
}

/** Waits for the whole list, or for what there is of it after a while. */
async function listed(session: Session, query: RowQuery): Promise<FoundObjects> {
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
    const failure = list.failure ?? (list.state === 'live' ? undefined : slow(query));
    if (failure && list.size === 0) throw failure;
    const objects = [...list.rows()].map((row) => ({ row, columns: list.columns }));
    return { objects, gaps: failure ? [gapOf(failure)] : [] };
  } finally {
    waited.abort();
    use.release();
  }
}

function gapOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const missing = missingRight(message);
  return missing ? `${sayMissing(missing)}.` : message;
}

function slow({ type, namespace }: RowQuery): ClusterFailure {
  const where = namespace === undefined ? '' : ` in "${namespace}"`;
  const time = `${PATIENCE / 1000} s`;
  return new ClusterFailure(
    'timeout',
    `The cluster has not sent all ${pluralOf(type)}${where} within ${time}.`,
    'Try again.',
  );
}
