import { ClusterFailure, isNotServed } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Address } from './addresses.ts';

/** An object as it is in the cluster, in the version that the cluster prefers where it does not serve that of the manifest yet. */
export async function readLive(
  session: Session,
  { path, preferredPath }: Pick<Address, 'path' | 'preferredPath'>,
): Promise<Json | undefined> {
  try {
    return await session.connection.json<Json>({ path });
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    if (preferredPath !== undefined && isNotServed(error)) return readLive(session, { path: preferredPath });
    // Who may not read may still apply; the server then has the last word.
    if (error.kind === 'notFound' || error.kind === 'forbidden') return undefined;
    throw error;
  }
}
