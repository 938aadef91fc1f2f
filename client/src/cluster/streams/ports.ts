import { ClusterFailure } from '../failure.ts';
import type { Pod, Service } from '../models.ts';
import type { Connection } from '../transport/connection.ts';
import type { PodOwner } from './podsOf.ts';
import { podPath, podsOf, readPods } from './podsOf.ts';

/** A port that can be forwarded. */
export interface PortChoice {
  readonly name: string | undefined;
  readonly port: number;
  /** Of the pod: a Service may name the port of a container. */
  readonly target: number | string;
}

/** Where connections go to at the moment. */
export interface PortTarget {
  readonly pod: string;
  readonly port: number;
}

type Spec = NonNullable<Pod['spec']>;

/** The TCP ports that an object says it has; others can be forwarded too. */
export async function portsOf(connection: Connection, owner: PodOwner): Promise<readonly PortChoice[]> {
  if (owner.kind === 'Service') {
    const { spec } = await connection.json<Service>({ path: owner.path });
    return (spec?.ports ?? [])
      .filter(({ protocol = 'TCP' }) => protocol === 'TCP')
      .map(({ name, port, targetPort }) => ({ name, port, target: targetPort ?? port }));
  }
  const { spec } = await connection.json<{ spec?: Templated }>({ path: owner.path });
  const pod = owner.kind === 'Pod' ? spec : (spec?.jobTemplate?.spec ?? spec)?.template?.spec;
  return containerPorts(pod as Spec | undefined).map(({ name, containerPort }) => {
    return { name, port: containerPort, target: containerPort };
  });
}

interface Templated {
  readonly template?: { readonly spec?: Spec };
  readonly jobTemplate?: { readonly spec?: Templated };
}

function containerPorts(spec: Spec | undefined) {
  // A sidecar is an init container that goes on running.
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  return containers.flatMap(({ ports = [] }) => ports).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
}

/** A pod that can take connections, and its port. */
export async function findTarget(
  connection: Connection,
  owner: PodOwner,
  target: number | string,
): Promise<PortTarget> {
  const pods = await readPods(connection, await podsOf(connection, owner));
  const pod = pods.find(isReady) ?? (owner.kind === 'Pod' ? pods.find(isRunning) : undefined);
  const name = pod?.metadata?.name;
  if (!pod || name === undefined) {
    const what = pods.length === 0 ? 'has no pod' : 'has no pod that is ready';
    throw new ClusterFailure('notFound', `${owner.kind} ${owner.name} ${what}.`, 'Wait until it has one.');
  }
  if (typeof target === 'number') return { pod: name, port: target };
  const port = containerPorts(pod.spec).find((one) => one.name === target)?.containerPort;
  if (port !== undefined) return { pod: name, port };
  const advice = 'Correct targetPort of the Service, or name a port of a container so.';
  throw new ClusterFailure('config', `No container of ${name} has a port named ${target}.`, advice);
}

function isReady(pod: Pod): boolean {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  return isRunning(pod) && ready?.status === 'True';
}

function isRunning({ metadata, status }: Pod): boolean {
  return status?.phase === 'Running' && metadata?.deletionTimestamp === undefined;
}

/** What stands in for a pod when it is gone: the workload that made it. A pod by itself has nothing. */
export async function controllerOf(connection: Connection, pod: PodOwner): Promise<PodOwner | undefined> {
  const own = await owning(connection, podPath(pod.namespace, pod.name), pod.namespace);
  if (own?.kind !== 'ReplicaSet') return own;
  // A rollout replaces the ReplicaSet too.
  return (await owning(connection, own.path, pod.namespace).catch(() => undefined)) ?? own;
}

async function owning(
  connection: Connection,
  path: string,
  namespace: string,
): Promise<PodOwner | undefined> {
  const { metadata } = await connection.json<Pod>({ path });
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
  const resource = owner && RESOURCES[owner.kind];
  if (!owner || !resource) return undefined;
  const { apiVersion, kind, name } = owner;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return { kind, name, namespace, path: `${root}/namespaces/${namespace}/${resource}/${name}` };
}

const RESOURCES: Readonly<Record<string, string>> = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  ReplicationController: 'replicationcontrollers',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
};
