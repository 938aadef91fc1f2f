import type { Connection } from '../transport/connection.ts';
import { withQuery } from './address.ts';

/** How a list is read. */
interface PageOptions {
  readonly accept?: string;
  readonly signal?: AbortSignal;
  readonly labelSelector?: string;
}

interface Page<T> {
  readonly items?: readonly T[] | null;
  readonly metadata?: { readonly continue?: string };
}

const PAGE = 500;

/** The items of a list, read page by page (https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks). */
export async function* itemsOf<T>(
  connection: Connection,
  path: string,
  { labelSelector, ...rest }: PageOptions = {},
): AsyncGenerator<T> {
  let next: string | undefined;
  do {
    const query = { limit: PAGE, continue: next, labelSelector };
    const page = await connection.json<Page<T>>({ path: withQuery(path, query), ...rest });
    yield* page.items ?? [];
    next = page.metadata?.continue || undefined;
  } while (next !== undefined);
}
