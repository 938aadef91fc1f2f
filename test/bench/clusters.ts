/**
 * `npm run bench:clusters`: measures the list of pods of a real kube-apiserver beside its budgets, and an informer of client-node
 * in the same run.
 *
 *     --pods N      how many [10000]
 *     --seconds N   for how long pods change while the list follows [10]
 */
import { spawn } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CoreV1Api, KubeConfig, makeInformer } from 'client-node-1.36';
import type { ResourceType } from '../../client/src/cluster/resources/discovery.ts';
import { Lists } from '../../client/src/cluster/resources/lists.ts';
import { Connection } from '../../client/src/cluster/transport/connection.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { contextFor, kubeconfigFor } from '../harness/cluster/context.ts';
import { seedPods } from './seedPods.ts';

const { values } = parseArgs({
  options: { pods: { type: 'string', default: '10000' }, seconds: { type: 'string', default: '10' } },
});
const [COUNT, SECONDS] = [Number(values.pods), Number(values.seconds)];
const PODS: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  verbs: ['list', 'watch'],
  shortNames: [],
  subresources: [],
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

interface Load {
  readonly first: number;
  readonly complete: number;
  readonly heap: number;
  readonly stall: number;
  readonly longest: number;
}

/** Times a load, what it keeps, and how long it held up everything else. */
async function measure(load: (painted: () => void) => Promise<unknown>): Promise<Load> {
  collect();
  const before = process.memoryUsage().heapUsed;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const begun = performance.now();
  let first = Number.NaN;
  const kept = await load(() => (first = performance.now() - begun));
  const complete = performance.now() - begun;
  await pause(50); // a stall is seen once it is over
  delay.disable();
  collect();
  const heap = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  if (kept === undefined) throw new Error('nothing was loaded');
  return { first, complete, heap, stall: delay.percentile(99) / 1e6, longest: delay.max / 1e6 };
}

/** CPU time that 1,000 changes take this process, in milliseconds: tenths of a percent of a core at 1,000 a second. */
async function follow(server: ApiServer): Promise<{ readonly rate: number; readonly cpu: number }> {
  const writer = new URL('writeChanges.ts', import.meta.url).pathname;
  const { pathname, port } = new URL(server.url);
  const child = spawn(process.execPath, [writer, port + pathname, String(SECONDS), String(COUNT)], {
    env: { ...process.env, TOKEN: server.token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const before = process.cpuUsage();
  let told = '';
  for await (const part of child.stdout) told += String(part);
  await pause(500);
  const { user, system } = process.cpuUsage(before);
  const changes = Number(told);
  return { rate: changes / SECONDS, cpu: (user + system) / changes };
}

function report(name: string, value: number, unit: string, budget?: number): void {
  const verdict = budget === undefined ? '' : `  budget ${budget}  ${value <= budget ? 'OK' : 'OVER'}`;
  console.log(`${name.padEnd(56)}${value.toFixed(1).padStart(9)} ${unit}${verdict}`);
}

const server = await startApiServer();
try {
  const begun = performance.now();
  await seedPods(server, COUNT);
  console.log(`${COUNT} pods written in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  const connection = new Connection(contextFor(server), { env: {} });
  const roundTrips = performance.now();
  await connection.json({ path: '/version' }); // connects, as whoever comes to a list of pods has done
  const trip = performance.now() - roundTrips;
  const lists = new Lists(connection);
  const ours = await measure(async (painted) => {
    const { list } = lists.use({ type: PODS }, () => undefined);
    await list.begun(Infinity);
    painted();
    while (list.state === 'loading') await pause(5);
    return list.size === COUNT ? list : undefined;
  });
  report('list of pods: first on screen', ours.first, 'ms', Math.round(150 + 2 * trip));
  report('list of pods: complete', ours.complete, 'ms', 3000);
  report('list of pods: heap', ours.heap, 'MB', 25);
  report('list of pods: event loop, p99', ours.stall, 'ms', 50);
  report('list of pods: event loop, longest', ours.longest, 'ms');
  const { rate, cpu } = await follow(server);
  report(`list of pods: a core at 1,000 changes/s (there were ${rate.toFixed(0)}/s)`, cpu / 10, '%', 15);
  lists.close();
  connection.close();

  const config = new KubeConfig();
  config.loadFromString(kubeconfigFor(server));
  const api = config.makeApiClient(CoreV1Api);
  const informer = makeInformer(config, '/api/v1/pods', () => api.listPodForAllNamespaces());
  const theirs = await measure(async () => {
    await informer.start();
    return informer.list().length === COUNT ? informer : undefined;
  });
  report('informer of client-node: complete', theirs.complete, 'ms');
  report('informer of client-node: heap', theirs.heap, 'MB');
  report('informer of client-node: event loop, p99', theirs.stall, 'ms');
  report('informer of client-node: event loop, longest', theirs.longest, 'ms');
  let updates = 0;
  informer.on('update', () => updates++);
  const followed = await follow(server);
  report(
    `informer of client-node: the same (${followed.rate.toFixed(0)}/s; it told of ${updates})`,
    followed.cpu / 10,
    '%',
  );
  await informer.stop();
} finally {
  await server.stop();
}
process.exit();
