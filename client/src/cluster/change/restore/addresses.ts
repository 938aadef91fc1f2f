import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import { itemsOf } from '../../resources/pages.ts';
import type { Session } from '../../session.ts';

/** Addresses and ports of the nodes that Services have; a dry run does not ask whether one is free. `undefined` where they may not be read. */
export async function takenAddresses({ connection }: Session): Promise<ReadonlySet<string> | undefined> {
  const taken = new Set<string>();
  try {
    for await (const service of itemsOf<Json>(connection, '/api/v1/services'))
      for (const address of addressesOf(service)) taken.add(address);
    return taken;
  } catch (error) {
    if (error instanceof ClusterFailure) return undefined;
    throw error;
  }
}

export function isTaken(service: Json, taken: ReadonlySet<string>): boolean {
  return addressesOf(service).some((address) => taken.has(address));
}

/** A Service with addresses and ports of the cluster's choice. */
export function withoutAddresses(service: Json): Json {
  const copy = structuredClone(service);
  const spec = asMap(copy['spec']) ?? {};
  for (const field of ['clusterIPs', 'healthCheckNodePort']) delete spec[field];
  if (spec['clusterIP'] !== 'None') delete spec['clusterIP'];
  for (const port of mapsIn(spec['ports'])) delete port['nodePort'];
  return copy;
}

function addressesOf(service: Json): readonly string[] {
  const spec = asMap(service['spec']) ?? {};
  const { clusterIPs, healthCheckNodePort } = spec;
  const addresses = (Array.isArray(clusterIPs) ? (clusterIPs as unknown[]) : []).filter(
    (one) => one !== 'None',
  );
  const ports = mapsIn(spec['ports']).map(({ nodePort, protocol }) => portOf(protocol, nodePort));
  const health = portOf('TCP', healthCheckNodePort);
  return [...addresses, ...ports, health].filter((one) => typeof one === 'string');
}

function portOf(protocol: unknown, port: unknown): string | undefined {
  return typeof port === 'number' ? `${String(protocol)} ${port}` : undefined;
}
