import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a test may want of its API server beyond validation. */
export interface ServerOptions {
  /** Pods are held to the Pod Security Standard of their namespace, which has to exist. */
  readonly podSecurity?: boolean;
  /** Controllers and a kubelet will run: objects get what they supply. */
  readonly whole?: boolean;
  /** Every request is written down in `audit.log`. */
  readonly audit?: boolean;
  /** In PEM: who shows a certificate of this authority is let in as its name says. */
  readonly clientAuthority?: string;
}

/** Admission that asks for what only controllers or other objects supply: a document alone is what is judged. */
const NO_ADMISSION = [
  'NamespaceLifecycle',
  'Priority',
  'RuntimeClass',
  'ServiceAccount',
  'TaintNodesByCondition',
];

export function etcdFlags(folder: string, port: number, peerPort: number): string[] {
  const peer = `http://127.0.0.1:${peerPort}`;
  const client = `http://127.0.0.1:${port}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
  ];
}

export function apiServerFlags(
  folder: string,
  etcdPort: number,
  port: number,
  { podSecurity = false, whole = false, audit = false, clientAuthority }: ServerOptions,
): string[] {
  // Nobody takes the taint of a new node away without the controller of the nodes' life.
  const missing = whole ? ['TaintNodesByCondition'] : NO_ADMISSION;
  const off = podSecurity ? missing : [...missing, 'PodSecurity'];
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'tls')}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    `--service-account-key-file=${join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--authorization-mode=RBAC',
    '--runtime-config=api/all=true',
    '--allow-privileged=true',
    `--disable-admission-plugins=${off.join(',')}`,
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.0.0.0/16',
    '--enable-priority-and-fairness=false',
    '--profiling=false',
    ...(clientAuthority === undefined ? [] : [`--client-ca-file=${join(folder, CLIENT_AUTHORITY)}`]),
    ...(whole ? kubeletClientFlags(folder) : []),
    ...(audit ? auditFlags(folder) : []),
  ];
}

/** https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/ */
function auditFlags(folder: string): string[] {
  const policy = {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived'],
    rules: [{ level: 'Metadata' }],
  };
  const file = join(folder, 'audit.json');
  writeFileSync(file, JSON.stringify(policy));
  return [
    `--audit-policy-file=${file}`,
    `--audit-log-path=${join(folder, 'audit.log')}`,
    '--audit-log-mode=blocking',
  ];
}

/** The kubelet lets in who shows the certificate that the API server made for itself. */
function kubeletClientFlags(folder: string): string[] {
  return [
    `--kubelet-client-certificate=${join(folder, 'tls/apiserver.crt')}`,
    `--kubelet-client-key=${join(folder, 'tls/apiserver.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
  ];
}

/** Flags of the other components, which all log in with the same kubeconfig. */
export function controllerFlags(folder: string): string[] {
  return [
    ...loginFlags(folder),
    '--concurrent-replicaset-syncs=20',
    // Each controller has an account of its own, as in clusters of kubeadm.
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${join(folder, 'sa.key')}`,
    `--root-ca-file=${join(folder, 'tls/apiserver.crt')}`,
    '--controllers=*,-node-ipam-controller,-node-lifecycle-controller,-node-route-controller,-service-lb-controller',
  ];
}

export function schedulerFlags(folder: string): string[] {
  return loginFlags(folder);
}

export function kubeletFlags(folder: string, node: string, port: number): string[] {
  return [
    `--kubeconfig=${join(folder, 'kubeconfig')}`,
    `--node=${node}`,
    `--listen=127.0.0.1:${port}`,
    `--certificate=${join(folder, 'tls/apiserver.crt')}`,
    `--key=${join(folder, 'tls/apiserver.key')}`,
    `--folder=${join(folder, 'pods')}`,
  ];
}

function loginFlags(folder: string): string[] {
  return [
    `--kubeconfig=${join(folder, 'kubeconfig')}`,
    '--kube-api-qps=2000',
    '--kube-api-burst=4000',
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    '--secure-port=0',
  ];
}

const CLIENT_AUTHORITY = 'clients.crt';

/** The administrator's token, the key of service accounts, and who signs the certificates of clients. */
export function writeCredentials(folder: string, token: string, { clientAuthority }: ServerOptions): void {
  if (clientAuthority !== undefined) writeFileSync(join(folder, CLIENT_AUTHORITY), clientAuthority);
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
}
