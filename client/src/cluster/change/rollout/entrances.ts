import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import { collectionPath } from '../../resources/address.ts';
import type { PodOwner } from '../../streams/podsOf.ts';
import type { Connection } from '../../transport/connection.ts';

/** Addresses under which a workload can be reached from outside: by its Ingresses, load balancers and node ports. */
export async function entrancesOf(connection: Connection, owner: PodOwner): Promise<readonly string[]> {
  const { path, namespace } = owner;
  const read = async (group: string, resource: string): Promise<Json[]> => {
    const type = { group, version: 'v1', resource, namespaced: resource !== 'nodes' };
    // What may not be read is left out: nothing depends on it.
    const list = await connection
      .json<{ items?: unknown }>({ path: collectionPath(type, namespace) })
      .catch(() => undefined);
    return [...mapsIn(list?.items)];
  };
  const [object, services, ingresses] = await Promise.all([
    connection.json<Json>({ path }),
    read('', 'services'),
    read('networking.k8s.io', 'ingresses'),
  ]);
  const spec = asMap(object['spec']);
  const pod = owner.kind === 'Pod' ? object : asMap(spec?.['template']);
  const labels = asMap(asMap(pod?.['metadata'])?.['labels']) ?? {};
  const own = services.filter((service) => selects(service, labels));
  const names = new Set(own.map((one) => asMap(one['metadata'])?.['name']));
  const nodePorts = own.filter((one) => asMap(one['spec'])?.['type'] === 'NodePort');
  const nodes = nodePorts.length > 0 ? await read('', 'nodes') : [];
  return [
    ...ingresses.flatMap((ingress) => ingressUrls(ingress, names)),
    ...own.flatMap(balancerUrls),
    ...nodePorts.flatMap((service) => nodePortUrls(service, nodes)),
  ];
}

function selects(service: Json, labels: Json): boolean {
  const selector = Object.entries(asMap(asMap(service['spec'])?.['selector']) ?? {});
  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
}

/** https://kubernetes.io/docs/concepts/services-networking/ingress/ */
function ingressUrls({ spec }: Json, services: ReadonlySet<unknown>): string[] {
  const { rules, tls } = asMap(spec) ?? {};
  const secure = new Set(
    mapsIn(tls).flatMap(({ hosts }) => (Array.isArray(hosts) ? (hosts as unknown[]) : [])),
  );
  return mapsIn(rules).flatMap(({ host, http }) => {
    if (typeof host !== 'string' || host.startsWith('*')) return [];
    const paths = mapsIn(asMap(http)?.['paths']).filter(({ backend }) =>
      services.has(asMap(asMap(backend)?.['service'])?.['name']),
    );
    return paths.map(({ path = '/' }) => `${secure.has(host) ? 'https' : 'http'}://${host}${String(path)}`);
  });
}

function balancerUrls({ spec, status }: Json): string[] {
  const places = mapsIn(asMap(asMap(status)?.['loadBalancer'])?.['ingress']);
  return places.flatMap(({ ip, hostname }) => {
    const host = typeof hostname === 'string' ? hostname : ip;
    return typeof host === 'string' ? portsOf(spec, 'port').map((port) => urlOf(host, port)) : [];
  });
}

function nodePortUrls({ spec }: Json, nodes: readonly Json[]): string[] {
  const addresses = nodes.flatMap(({ status }) => mapsIn(asMap(status)?.['addresses']));
  const found = ['ExternalIP', 'InternalIP'].map(
    (type) => addresses.find((one) => one['type'] === type)?.['address'],
  );
  const host = found.find((address) => typeof address === 'string');
  return host === undefined ? [] : portsOf(spec, 'nodePort').map((port) => urlOf(host, port));
}

function portsOf(spec: unknown, field: 'port' | 'nodePort'): number[] {
  return mapsIn(asMap(spec)?.['ports'])
    .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
    .map((port) => Number(port[field]))
    .filter((port) => port > 0);
}

function urlOf(host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host;
  if (port === 80) return `http://${name}/`;
  return port === 443 ? `https://${name}/` : `http://${name}:${port}/`;
}
