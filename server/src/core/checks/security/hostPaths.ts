import type { Field } from '../../manifest/field.ts';
import type { Environment } from '../check.ts';
import { isUnknown } from './securityContexts.ts';

/** A `hostPath` volume of a pod (https://kubernetes.io/docs/concepts/storage/volumes/#hostpath). */
export interface HostPath {
  readonly volume: Field;
  readonly name: string | undefined;
  readonly hostPath: Field;
  /** Without `//` and a `/` at its end; `undefined` where something else fills it in. */
  readonly path: string | undefined;
}

export function hostPaths(spec: Field): HostPath[] {
  return spec
    .at('volumes')
    .items()
    .flatMap((volume) => {
      const hostPath = volume.at('hostPath');
      if (!hostPath.exists) return [];
      const field = hostPath.at('path');
      const path = isUnknown(field) ? undefined : field.string && normal(field.string);
      return [{ volume, name: volume.at('name').written, hostPath, path }];
    });
}

function normal(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`;
}

/** Sockets through which everything on the node can be run as root. */
export function isRuntimeSocket({ path }: HostPath): boolean {
  return path !== undefined && SOCKETS.has(path.slice(path.lastIndexOf('/') + 1));
}

const SOCKETS: ReadonlySet<string> = new Set([
  'docker.sock',
  'containerd.sock',
  'crio.sock',
  'cri-dockerd.sock',
  'podman.sock',
]);

/** What lies in a folder of the node that makes it dangerous to give away, if anything does. */
export function dangerOf({ path }: HostPath): string | undefined {
  if (path === undefined) return undefined;
  const own = FOLDERS[path];
  if (own !== undefined) return own;
  const above = TREES.find((folder) => path.startsWith(`${folder}/`));
  return above === undefined ? undefined : FOLDERS[above];
}

/** Source: https://docs.kubelinter.io/#/generated/checks?id=sensitive-host-mounts, and where Kubernetes keeps its own files. */
const FOLDERS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  '/': 'every file of the node',
  '/bin': 'programs of the node',
  '/boot': 'the kernel of the node',
  '/dev': 'disks and other devices of the node',
  '/etc': 'configuration and passwords of the node',
  '/etc/kubernetes': 'keys of the cluster',
  '/lib': 'programs of the node',
  '/lib64': 'programs of the node',
  '/proc': 'processes and kernel settings of the node',
  '/root': 'the home of root on the node',
  '/run': 'sockets of the node, that of the container runtime among them',
  '/sbin': 'programs of the node',
  '/sys': 'kernel settings of the node',
  '/usr': 'programs of the node',
  '/var': 'volumes and Secrets of all pods of the node',
  '/var/lib': 'volumes and Secrets of all pods of the node',
  '/var/lib/containerd': 'files of all containers of the node',
  '/var/lib/docker': 'files of all containers of the node',
  '/var/lib/etcd': 'everything in the cluster, Secrets among it',
  '/var/lib/kubelet': 'volumes and Secrets of all pods of the node',
  '/var/run': 'sockets of the node, that of the container runtime among them',
});

/** Folders below which everything is as dangerous. */
const TREES: readonly string[] = ['/etc/kubernetes', '/root', '/var/lib/etcd'];

/** Whether a check that is on says something more exact of a volume than that it is of the node. */
export function isReported(one: HostPath, { isOn }: Environment): boolean {
  if (isRuntimeSocket(one)) return isOn('docker-sock');
  return dangerOf(one) !== undefined && isOn('sensitive-host-mount');
}
