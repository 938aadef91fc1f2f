import { parseAllDocuments } from 'yaml';
import type { Session } from '../session.ts';
import { collectionPath, objectPath } from '../resources/address.ts';
import type { Json } from './comparable.ts';
import { asMap } from './comparable.ts';

/** The object of a text in whose document an offset lies; `undefined` where there is none or it cannot be read. */
export function manifestAt(text: string, offset: number): Json | undefined {
  const documents = [...parseAllDocuments(text)];
  const found = documents.findLast(({ range }) => (range?.[0] ?? 0) <= offset) ?? documents[0];
  if (!found || found.errors.length > 0) return undefined;
  const object = asMap(found.toJS({ maxAliasCount: 1000 }));
  return typeof object?.['kind'] === 'string' && typeof object['apiVersion'] === 'string'
    ? object
    : undefined;
}

/** Where an object of a manifest lies in a cluster, in the manifest's own version. Throws where there is no such kind. */
export async function pathOfManifest(session: Session, manifest: Json): Promise<string> {
  const { apiVersion, kind } = manifest as { apiVersion: string; kind: string };
  const [version = '', group = ''] = apiVersion.split('/').toReversed();
  const { types } = await session.discovery();
  const type = types.find((one) => one.kind === kind && one.group === group);
  if (!type)
    throw new Error(
      `the cluster of "${session.context.name}" does not know the kind ${kind} of ${apiVersion}`,
    );
  const metadata = asMap(manifest['metadata']);
  const name = metadata?.['name'];
  if (typeof name !== 'string') throw new Error(`this ${kind} has no name, so it cannot be found`);
  const own = metadata?.['namespace'];
  const namespace = typeof own === 'string' ? own : session.context.namespace;
  const served = { ...type, version };
  return type.namespaced
    ? objectPath(served, name, namespace)
    : `${collectionPath(served)}/${encodeURIComponent(name)}`;
}
