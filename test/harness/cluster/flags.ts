import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a test may want of its API server beyond validation. */
export interface ServerOptions {
  /** Pods are held to the Pod Security Standard of their namespace, which has to exist. */
  readonly podSecurity?: boolean;
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
  { podSecurity = false }: ServerOptions,
): string[] {
  const off = podSecurity ? NO_ADMISSION : [...NO_ADMISSION, 'PodSecurity'];
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
  ];
}

/** The administrator's token and the key of service accounts. */
export function writeCredentials(folder: string, token: string): void {
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(join(folder, 'sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  writeFileSync(join(folder, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
}
