import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import { collectionPath } from '../../resources/address.ts';
import type { ResourceType } from '../../resources/discovery.ts';
import { itemsOf } from '../../resources/pages.ts';
import type { Session } from '../../session.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf, namesOf, titleOf } from '../metadata.ts';

/** What uses objects by their names, and stays behind without them. */
export async function userNotes(
  session: Session,
  targets: readonly Target[],
  goes: ReadonlySet<string>,
  unread: Set<string>,
): Promise<readonly string[]> {
  const { types } = await session.discovery();
  const notes: string[] = [];
  const lists = new Map<string, Promise<readonly Target[]>>();
  const used = targets.flatMap((target) => (target.namespace === undefined ? [] : [target]));
  for (const target of used) {
    const [kinds, words, uses] = usersOf(target) ?? [];
    if (!kinds || !words || !uses) continue;
    const own = types.filter(({ group, kind }) => kinds.some((one) => one === `${group}/${kind}`));
    const found = await Promise.all(
      own.map((type) => {
        const key = collectionPath(type, target.namespace);
        const list = lists.get(key) ?? listed(session, type, target.namespace ?? '', unread);
        lists.set(key, list);
        return list;
      }),
    );
    const users = found.flat().filter((one) => uses(one.object) && !goes.has(one.path));
    if (users.length > 0) notes.push(`${titleOf(target)} ${words} ${namesOf(users)}.`);
  }
  return notes;
}

type Users = readonly [kinds: readonly string[], words: string, uses: (object: Json) => boolean];

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
  (kind) => `gateway.networking.k8s.io/${kind}`,
);

/** Which kinds may use an object, and how to see whether one does. */
function usersOf({ type: { group, kind }, name }: Located): Users | undefined {
  if (group !== '') return undefined;
  if (kind === 'Service')
    return [['networking.k8s.io/Ingress', ...ROUTES], 'leaves these leading nowhere:', leadsTo(name)];
  const field = POD_FIELDS[kind];
  return field && [['/Pod'], 'is used by', (pod) => field(asMap(pod['spec']) ?? {}, name)];
}

/** Whether a Pod's spec names an object of a kind. */
const POD_FIELDS: Readonly<Record<string, (spec: Json, name: string) => boolean>> = {
  ConfigMap: (spec, name) => mounts(spec, name, 'configMap', 'name') || reads(spec, name, 'configMap'),
  Secret: (spec, name) =>
    mounts(spec, name, 'secret', 'secretName') ||
    reads(spec, name, 'secret') ||
    mapsIn(spec['imagePullSecrets']).some((one) => one['name'] === name),
  PersistentVolumeClaim: (spec, name) => mounts(spec, name, 'persistentVolumeClaim', 'claimName'),
  ServiceAccount: (spec, name) => spec['serviceAccountName'] === name,
};

function mounts(spec: Json, name: string, source: string, field: string): boolean {
  return mapsIn(spec['volumes']).some((volume) => {
    const parts = mapsIn(asMap(volume['projected'])?.['sources']).map(
      (part) => asMap(part[source])?.['name'],
    );
    return asMap(volume[source])?.[field] === name || parts.includes(name);
  });
}

function reads(spec: Json, name: string, source: 'configMap' | 'secret'): boolean {
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
    mapsIn(spec[list]),
  );
  return containers.some(
    (container) =>
      mapsIn(container['envFrom']).some((from) => asMap(from[`${source}Ref`])?.['name'] === name) ||
      mapsIn(container['env']).some(
        ({ valueFrom }) => asMap(asMap(valueFrom)?.[`${source}KeyRef`])?.['name'] === name,
      ),
  );
}

/** Whether an Ingress or a route of the Gateway API sends something to a Service. */
function leadsTo(name: string): Users[2] {
  return (object) => {
    const spec = asMap(object['spec']) ?? {};
    const rules = mapsIn(spec['rules']);
    const paths = rules.flatMap((rule) =>
      mapsIn(asMap(rule['http'])?.['paths']).map((path) => path['backend']),
    );
    const backends = [spec['defaultBackend'], ...paths].map(
      (one) => asMap(asMap(one)?.['service'])?.['name'],
    );
    const refs = rules.flatMap((rule) => mapsIn(rule['backendRefs'])).map((ref) => ref['name']);
    return [...backends, ...refs].includes(name);
  };
}

async function listed(
  { connection }: Session,
  type: ResourceType,
  namespace: string,
  unread: Set<string>,
): Promise<readonly Target[]> {
  const found: Target[] = [];
  const path = collectionPath(type, namespace);
  try {
    for await (const object of itemsOf<Json>(connection, path)) {
      const { name = '' } = metadataOf(object);
      found.push({ type, name, namespace, path: `${path}/${encodeURIComponent(name)}`, object });
    }
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    unread.add(`${type.kind} (${error.message})`);
  }
  return found;
}
