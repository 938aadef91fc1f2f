import { documentAddresses, schemasOf } from '../../client/src/cluster/openapi/document.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import { ClusterKinds, DocumentKinds } from '../../server/src/core/schema/cluster/clusterKinds.ts';
import { readDocument } from '../../server/src/core/schema/cluster/readDocument.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { SCHEMAS } from '../harness/schemas.ts';

const MINOR = 36;

/** All that a running API server says of its kinds, as the language server takes it. */
export async function clusterKinds(server: ApiServer): Promise<ClusterKinds> {
  const connection = new Connection(contextFor(server), { env: {} });
  const kinds = new ClusterKinds((groupVersion) => kinds.set(groupVersion, undefined));
  const bundled = SCHEMAS.builtIn();
  for (const [groupVersion, address] of await documentAddresses(connection)) {
    const document = readDocument(await schemasOf(connection, address), groupVersion, MINOR, bundled);
    if (!document) throw new Error(`${groupVersion} cannot be read`);
    kinds.set(groupVersion, new DocumentKinds(document, { groupVersion, minor: MINOR, bundled }));
  }
  connection.close();
  return kinds;
}
