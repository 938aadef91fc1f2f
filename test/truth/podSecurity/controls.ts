/**
 * What the Pod Security Standards look at, with values on both sides of every border
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value to be written at a place below a pod, its spec or a container of it. */
export interface Setting {
  readonly path: readonly string[];
  /** `undefined` takes away what is there. */
  readonly value: Json | undefined;
}

function settings(path: string, values: readonly (Json | undefined)[]): Setting[] {
  return values.map((value) => ({ path: path.split('.'), value }));
}

function securityContext(path: string, ...values: (Json | undefined)[]): Setting[] {
  return settings(`securityContext.${path}`, values);
}

const PROFILES: readonly (Json | undefined)[] = [
  undefined,
  null,
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'web.json' },
  { type: 'Unconfined' },
];

/** What may stand in the `securityContext` of a pod and of a container. */
export const SHARED: readonly Setting[] = [
  ...securityContext('runAsNonRoot', true, false, null, undefined),
  ...securityContext('runAsUser', 0, 1, 1000, null, undefined),
  ...securityContext('seccompProfile', ...PROFILES),
  ...securityContext('appArmorProfile', ...PROFILES),
  ...securityContext(
    'seLinuxOptions.type',
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    'container_engine_t',
    'spc_t',
  ),
  ...securityContext('seLinuxOptions.user', '', 'system_u'),
  ...securityContext('seLinuxOptions.role', '', 'system_r'),
  ...securityContext('seLinuxOptions.level', 's0:c1,c2'),
  ...securityContext('windowsOptions.hostProcess', false),
];

const VOLUMES: readonly Json[] = [
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory' } },
  { configMap: { name: 'a' } },
  { secret: { secretName: 'a' } },
  { projected: { sources: [{ configMap: { name: 'a' } }] } },
  { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
  { csi: { driver: 'csi.example.com' } },
  { persistentVolumeClaim: { claimName: 'a' } },
  { image: { reference: 'example.com/data:1.0.0' } },
  {
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  },
  {},
  { hostPath: null },
  { hostPath: { path: '/data' } },
  { hostPath: { path: '/etc' } },
  { hostPath: { path: '/var/run/docker.sock', type: 'Socket' } },
  { nfs: { server: 'files.example.com', path: '/share' } },
  { iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2001-04.com.example:storage', lun: 0 } },
  { fc: { targetWWNs: ['50060e801049cfd1'], lun: 0 } },
  { azureFile: { secretName: 'a', shareName: 'a' } },
  { azureDisk: { diskName: 'a', diskURI: 'https://example.com/a.vhd' } },
  { flexVolume: { driver: 'example.com/driver' } },
  { cephfs: { monitors: ['10.0.0.1'] } },
  { rbd: { monitors: ['10.0.0.1'], image: 'a' } },
  { cinder: { volumeID: 'a' } },
  { gcePersistentDisk: { pdName: 'a' } },
  { awsElasticBlockStore: { volumeID: 'a' } },
  { vsphereVolume: { volumePath: '[a] a' } },
  { glusterfs: { endpoints: 'a', path: 'a' } },
  { gitRepo: { repository: 'https://example.com/a.git' } },
];

const SYSCTLS: readonly string[] = [
  'kernel.shm_rmid_forced',
  'kernel/shm_rmid_forced',
  'kernel.sem',
  'net.core.somaxconn',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/web';

/** What may stand in a pod. Paths begin at the object, or else below `spec`. */
export const OF_POD: readonly Setting[] = [
  ...['hostNetwork', 'hostPID', 'hostIPC'].flatMap(flag),
  ...flag('hostUsers'),
  ...VOLUMES.map((source) => ({
    path: ['volumes'],
    value: [
      { name: 'tmp', emptyDir: {} },
      { name: 'data', ...(source as object) },
    ],
  })),
  ...SYSCTLS.map((name) => ({
    path: ['securityContext', 'sysctls'],
    value: [{ name, value: '1' }],
  })),
  ...['', 'runtime/default', 'localhost/web', 'unconfined'].map((value) => ({
    path: ['metadata', 'annotations'],
    value: { [ANNOTATION]: value },
  })),
  ...[true, false].map((hostProcess) => ({
    path: [],
    value: {
      hostNetwork: true,
      securityContext: { runAsNonRoot: true, windowsOptions: { hostProcess, runAsUserName: 'a' } },
    },
  })),
];

/** What may stand in any container. */
export const OF_CONTAINER: readonly Setting[] = [
  ...securityContext('privileged', true, false, null),
  ...securityContext('allowPrivilegeEscalation', true, false, null, undefined),
  ...securityContext(
    'capabilities',
    undefined,
    {},
    { drop: ['ALL'] },
    { drop: ['all'] },
    { drop: ['NET_RAW'] },
    { drop: [] },
    { drop: ['MKNOD', 'ALL'], add: [] },
    ...['NET_BIND_SERVICE', 'CHOWN', 'chown', 'CAP_CHOWN', 'NET_RAW', 'SYS_ADMIN', 'SYS_NICE', 'ALL'].map(
      (name) => ({ drop: ['ALL'], add: [name] }),
    ),
    { drop: ['ALL'], add: ['NET_BIND_SERVICE', 'SYS_PTRACE', 'KILL'] },
  ),
  ...securityContext('procMount', 'Default', 'Unmasked', null),
  ...settings('securityContext', [undefined, null, {}]),
];

const HANDLERS = ['', '127.0.0.1', undefined].flatMap((host) => [
  { httpGet: { path: '/', port: 80, ...(host === undefined ? {} : { host }) } },
  { tcpSocket: { port: 80, ...(host === undefined ? {} : { host }) } },
]);

/** What may stand in sidecars and application containers only. */
export const OF_LONG_RUNNING: readonly Setting[] = [
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => settings(probe, HANDLERS)),
  ...['postStart', 'preStop'].flatMap((hook) => settings(`lifecycle.${hook}`, HANDLERS)),
];

/** Not in ephemeral containers. */
export const OF_WRITTEN: readonly Setting[] = [
  ...settings('ports', [
    [{ containerPort: 80 }],
    [{ containerPort: 80, hostPort: 0 }],
    [{ containerPort: 80 }, { containerPort: 81, hostPort: 8080, hostIP: '10.0.0.1' }],
  ]),
];

function flag(path: string): Setting[] {
  return settings(path, [true, false, null]);
}
