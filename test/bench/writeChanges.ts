/** Changes pods as fast as the API server lets it, up to 1,000 a second, in a process of its own; prints how many it changed. */
import { Agent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../harness/cluster/send.ts';
import { podName } from './seedPods.ts';

const [port = '', seconds = '', count = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false }); // loopback, a certificate of its own making
const begun = performance.now();
const end = begun + Number(seconds) * 1000;
let changed = 0;
let begunChanges = 0;

async function change(): Promise<void> {
  while (performance.now() < end) {
    const early = begunChanges - (performance.now() - begun);
    if (early > 0) await pause(early);
    const mine = begunChanges++;
    const path = `/api/v1/namespaces/default/pods/${podName(mine % Number(count))}`;
    const text = JSON.stringify({ metadata: { annotations: { changed: String(mine) } } });
    const body = { type: 'application/merge-patch+json', text };
    const { status } = await send(agent, {
      port: Number.parseInt(port, 10),
      token: process.env['TOKEN'] ?? '',
      method: 'PATCH',
      path,
      body,
    });
    if (status === 200) changed++;
  }
}

await Promise.all(Array.from({ length: 16 }, change));
console.log(changed);
agent.destroy();
