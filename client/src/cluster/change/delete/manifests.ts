import { objectPath } from '../../resources/address.ts';
import type { ResourceType } from '../../resources/discovery.ts';
import type { Session } from '../../session.ts';
import type { Manifest } from '../apply/readManifests.ts';
import { nameOf } from '../apply/readManifests.ts';
import type { Chosen } from './targets.ts';

/** The objects of a cluster that manifests describe. Throws where it does not know a kind. */
export async function chosenManifests(
  session: Session,
  manifests: readonly Manifest[],
): Promise<readonly Chosen[]> {
  const { types } = await session.discovery();
  return manifests.map((manifest): Chosen => {
    const { group, version, kind, name, namespace: own } = manifest;
    const known = types.find((one) => one.kind === kind && one.group === group);
    if (!known)
      throw new Error(
        `the cluster of "${session.context.name}" does not know the kind of ${nameOf(manifest)}`,
      );
    const namespace = known.namespaced ? (own ?? session.context.namespace) : undefined;
    const type = { ...known, version };
    return { type, name, namespace, path: objectPath(type, name, namespace) };
  });
}

const OBJECT = /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/[^/]+)?\/([^/]+)\/[^/]+$/;

/** The kind of the object at a path of the API. */
export async function typeOfPath(session: Session, path: string): Promise<ResourceType> {
  const [, group = '', version = '', resource] = OBJECT.exec(path) ?? [];
  const { types } = await session.discovery();
  const found = types.find((type) => type.group === group && type.resource === resource);
  if (!found) throw new Error(`the cluster of "${session.context.name}" does not know what is at ${path}`);
  return { ...found, version };
}
