import { expect, it, onTestFinished } from 'vitest';
import { contextOf, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import { Connection } from '../transport/connection.ts';
import type { LogLine } from './mergedLog.ts';
import { MergedLog } from './mergedLog.ts';

type Logs = Readonly<Record<string, readonly string[] | undefined>>;

/** Reads the logs of a pod with these containers; one without lines does not answer. */
async function read(logs: Logs) {
  const server = await startScripted((request, response) => {
    const url = new URL(request.url ?? '', 'https://server');
    if (!url.pathname.endsWith('/log')) {
      const spec = { containers: Object.keys(logs).map((name) => ({ name })) };
      return reply(response, { items: [{ metadata: { name: 'web', uid: '1' }, spec }] });
    }
    const lines = logs[url.searchParams.get('container') ?? ''];
    if (lines) response.end(lines.map((line) => `${line}\n`).join(''));
    return undefined;
  });
  const connection = new Connection(contextOf(server), { env: {} });
  const batches: (readonly LogLine[])[] = [];
  const owner = { kind: 'Pod', name: 'web', namespace: 'default', path: '/' };
  const log = new MergedLog(
    connection,
    owner,
    {},
    {
      lines: (lines) => batches.push(lines),
      note: () => undefined,
      end: () => undefined,
    },
  );
  onTestFinished(async () => {
    log.close();
    connection.close();
    await server.close();
  });
  return batches;
}

it('does not sort without end while a container has said nothing', async () => {
  const busy = Array.from(
    { length: 90_000 },
    (_, index) => `2026-01-01T00:00:${String(index % 60).padStart(2, '0')}.5Z line ${index}`,
  );
  const batches = await read({ busy, silent: undefined });
  await expect.poll(() => batches.flat().length, { timeout: 20_000 }).toBe(90_000);
  expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(20_000);
});

it('sorts by the moment, however its time zone and its fractions are written', async () => {
  const one = ['2026-01-01T10:00:00.100Z a', '2026-01-01T10:00:02Z c'];
  const other = ['2026-01-01T12:00:01+02:00 b', '2026-01-01T12:00:02.5+02:00 d'];
  const batches = await read({ one, other });
  await expect
    .poll(() => batches.flat().map(({ text }) => text), { timeout: 20_000 })
    .toEqual(['a', 'b', 'c', 'd']);
});
