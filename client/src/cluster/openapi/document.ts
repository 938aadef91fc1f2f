import type { Connection } from '../transport/connection.ts';

/** Where the OpenAPI document of a version of an API group is, and a hash that changes with it. */
export interface DocumentAddress {
  readonly path: string;
  readonly hash: string;
}

/** An answer to the first question has to come within so many milliseconds: authors are waiting for what it leads to. */
const FIRST_WITHIN = 5000;
const ROOT = '/openapi/v3';

/**
 * The OpenAPI documents that a cluster has, by version of an API group (`v1`, `apps/v1`).
 * Source: https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3
 */
export async function documentAddresses(
  connection: Connection,
): Promise<ReadonlyMap<string, DocumentAddress>> {
  const { paths = {} } = await connection.json<Root>({ path: ROOT, timeout: FIRST_WITHIN });
  const addresses = new Map<string, DocumentAddress>();
  for (const [path, one] of Object.entries(paths)) {
    const [, groupVersion] = /^(?:api|apis(?=\/[^/]+\/))\/((?:[^/]+\/)?v\w+)$/.exec(path) ?? [];
    const url = one?.serverRelativeURL;
    if (groupVersion === undefined || typeof url !== 'string' || !url.startsWith(`${ROOT}/`)) continue;
    // Without a hash, nobody knows whether a document changed: it counts as new each time.
    const hash = new URLSearchParams(url.split('?')[1]).get('hash') ?? `at ${Date.now()}`;
    addresses.set(groupVersion, { path: url, hash });
  }
  return addresses;
}

interface Root {
  readonly paths?: Readonly<Record<string, { readonly serverRelativeURL?: unknown } | undefined>>;
}

/** A document without its operations: what its types look like is all that is needed. */
export async function schemasOf(connection: Connection, { path }: DocumentAddress): Promise<string> {
  const document = await connection.json<{ components?: { schemas?: unknown } }>({ path });
  return JSON.stringify({ components: { schemas: document.components?.schemas ?? {} } });
}
