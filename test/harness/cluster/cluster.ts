import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiServer } from './apiServer.ts';
import { startApiServer } from './apiServer.ts';
import { ensureComponent } from './binaries.ts';
import { kubeconfigFor } from './context.ts';
import { controllerFlags, kubeletFlags, schedulerFlags } from './flags.ts';
import { endGently, freePorts, start } from './processes.ts';

const READY_WITHIN = 60_000;
const NODE = 'node-1';

/**
 * Starts a whole cluster of one node: the controllers make Pods, the scheduler places them and they run, as processes of this machine
 * (see test/cluster/kubelet). The first call ever builds it.
 */
export async function startCluster(): Promise<ApiServer> {
  const server = await startApiServer({ whole: true });
  const { folder } = server;
  const parts: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(parts.map(endGently));
    await server.stop();
  };
  try {
    writeFileSync(join(folder, 'kubeconfig'), kubeconfigFor(server), { mode: 0o600 });
    const [port = 0] = await freePorts(1);
    const run = (name: Parameters<typeof ensureComponent>[0], flags: readonly string[]) =>
      parts.push(start(ensureComponent(name), folder, name, flags));
    run('kube-controller-manager', controllerFlags(folder));
    run('kube-scheduler', schedulerFlags(folder));
    run('kubelet', kubeletFlags(folder, NODE, port));
    await ready(server, parts);
    return { ...server, stop };
  } catch (error) {
    const logs = ['kube-controller-manager', 'kube-scheduler', 'kubelet'].map((name) => tail(folder, name));
    await stop();
    throw new Error(`The cluster does not start.\n${logs.join('\n')}`, { cause: error });
  }
}

/** Until the node is there, and the controllers have made the account that pods run as. */
async function ready(server: ApiServer, parts: readonly ChildProcess[]): Promise<void> {
  const needed = [`/api/v1/nodes/${NODE}`, '/api/v1/namespaces/default/serviceaccounts/default'];
  const deadline = performance.now() + READY_WITHIN;
  while (performance.now() < deadline) {
    const ended = parts.find(({ exitCode }) => exitCode !== null);
    if (ended) throw new Error(`${ended.spawnargs[1]} ended with ${ended.exitCode}`);
    const replies = await Promise.all(needed.map((path) => server.send('GET', path)));
    if (replies.every(({ status }) => status === 200)) return;
    await pause(50);
  }
  throw new Error(`not ready within ${READY_WITHIN / 1000} s`);
}

function tail(folder: string, name: string): string {
  try {
    return [
      name,
      ...readFileSync(join(folder, `${name}.log`), 'utf8')
        .split('\n')
        .slice(-10),
    ].join('\n');
  } catch {
    return name;
  }
}
