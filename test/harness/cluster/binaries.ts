/**
 * The programs of a test control plane. They are built once from test/cluster into a cache outside of the repository;
 * `KUBEBUILDER_ASSETS`, a folder with kube-apiserver and etcd, is used instead where it is set.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../../scripts/vscodeHost.ts';

const SOURCE = join(import.meta.dirname, '../../cluster');
const GO = 'go';
const NEEDED_GO = [1, 26] as const;

export const NO_API_SERVER = `no API server to compare with. Install Go ${NEEDED_GO.join('.')} or newer (https://go.dev/dl/; the first build takes some minutes), or set KUBEBUILDER_ASSETS to a folder with kube-apiserver and etcd.`;

export const NO_CLUSTER = `no cluster to try this with. Install Go ${NEEDED_GO.join('.')} or newer (https://go.dev/dl/; the first build takes some minutes).`;

/** A program and the arguments that choose the component. */
export type Command = readonly [program: string, ...args: string[]];

export interface Binaries {
  readonly etcd: Command;
  readonly apiServer: Command;
}

/** Whether there is an API server, or what builds one. */
export function hasApiServer(): boolean {
  return Boolean(process.env['KUBEBUILDER_ASSETS']) || existsSync(builtBinary()) || hasGo();
}

/** Whether there is what starts a whole cluster, which KUBEBUILDER_ASSETS has not. */
export function hasCluster(): boolean {
  return existsSync(builtBinary()) || hasGo();
}

/** The component of a whole cluster; the first call builds them all. */
export function ensureComponent(
  name: 'kube-controller-manager' | 'kube-scheduler' | 'kubelet',
  log: (line: string) => void = console.error,
): Command {
  return [ensureBuilt(log), name];
}

/** The programs; the first call builds them. */
export function ensureBinaries(log: (line: string) => void = console.error): Binaries {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if (assets) {
    const [etcd, apiServer] = [join(assets, 'etcd'), join(assets, 'kube-apiserver')];
    if (existsSync(etcd) && existsSync(apiServer)) return { etcd: [etcd], apiServer: [apiServer] };
    throw new Error(`KUBEBUILDER_ASSETS names ${assets}, which does not hold both etcd and kube-apiserver.`);
  }
  const binary = ensureBuilt(log);
  return { etcd: [binary, 'etcd'], apiServer: [binary, 'kube-apiserver'] };
}

function ensureBuilt(log: (line: string) => void): string {
  const binary = builtBinary();
  if (!existsSync(binary)) build(binary, log);
  return binary;
}

function builtBinary(): string {
  const hash = createHash('sha256');
  const sources = globSync('**/*.go', { cwd: SOURCE }).toSorted();
  for (const file of ['go.mod', 'go.sum', ...sources]) hash.update(readFileSync(join(SOURCE, file)));
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return join(cacheFolder(), `cluster-${hash.digest('hex').slice(0, 12)}`, `testcluster${suffix}`);
}

function build(binary: string, log: (line: string) => void): void {
  log('Building the control plane for the tests; this happens once and takes some minutes.');
  const folder = join(binary, '..');
  mkdirSync(folder, { recursive: true });
  const partial = `${binary}.${process.pid}.partial`;
  try {
    const args = ['build', '-mod=readonly', '-trimpath', '-ldflags', linkerFlags(), '-o', partial, '.'];
    go(args, 'inherit');
    renameSync(partial, binary);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** Without its version stamped in, Kubernetes calls itself v0.0.0, which clients refuse. */
function linkerFlags(): string {
  const version = /k8s\.io\/kubernetes (v1\.(\d+)\.\d+)/.exec(readFileSync(join(SOURCE, 'go.mod'), 'utf8'));
  if (!version) throw new Error('test/cluster/go.mod names no version of k8s.io/kubernetes.');
  const stamps = {
    gitVersion: version[1],
    gitMajor: 1,
    gitMinor: version[2],
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
  };
  const set = Object.entries(stamps).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  return ['-s', '-w', ...set].join(' ');
}

/** A Go that is new enough, or that fetches a newer one by itself (since 1.21, unless told not to). */
export function hasGo(): boolean {
  try {
    const [major = 0, minor = 0] = go(['env', 'GOVERSION'], 'ignore')
      .replace(/^go/, '')
      .split('.')
      .map(Number);
    return major > NEEDED_GO[0] || (major === NEEDED_GO[0] && minor >= NEEDED_GO[1]);
  } catch {
    return false;
  }
}

/** Runs Go in the module, where it is the version that the module asks for. */
function go(args: readonly string[], errors: 'inherit' | 'ignore'): string {
  return goIn(args, SOURCE, { CGO_ENABLED: '0' }, errors);
}

/** Runs Go in a folder and gives what it prints. */
export function goIn(
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
  errors: 'inherit' | 'ignore' = 'inherit',
): string {
  const env = { ...process.env, GOWORK: 'off', ...variables };
  return execFileSync(GO, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', errors] });
}
