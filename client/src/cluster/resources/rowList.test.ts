import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { contextOf, refuse, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import type { ScriptedServer } from '../../../../test/harness/cluster/scriptedServer.ts';
import { Connection } from '../transport/connection.ts';
import { RowList } from './rowList.ts';

const PODS = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  verbs: [],
  shortNames: [],
  subresources: [],
};
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const row = (name: string, resourceVersion = '1') => ({
  cells: [name],
  object: { metadata: { name, uid: name, resourceVersion } },
});
const table = (names: readonly string[], resourceVersion: string, more: object = {}) => ({
  kind: 'Table',
  columnDefinitions: [{ name: 'Name', type: 'string' }],
  metadata: { resourceVersion, ...more },
  rows: names.map((name) => row(name, resourceVersion)),
});

/** Writes an event to a watch, which stays open. */
function tell(response: ServerResponse, type: string, object: object): void {
  if (!response.headersSent) response.writeHead(200);
  response.write(`${JSON.stringify({ type, object })}\n`);
}

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A list that follows a server: `list` and `watch` answer its first, second … list or watch. */
async function follow(
  list: Answer,
  watch: Answer,
  user: Record<string, unknown> = {},
): Promise<{ readonly rows: RowList; readonly server: ScriptedServer; readonly names: () => string[] }> {
  const counts = { list: 0, watch: 0 };
  const server = await startScripted((request, response) => {
    if (request.url?.includes('watch=true')) watch(request, response, ++counts.watch);
    else list(request, response, ++counts.list);
  });
  const connection = new Connection(contextOf(server, user), { env: {} });
  const rows = new RowList(connection, { type: PODS }, () => undefined);
  ends.push(
    () => rows.close(),
    () => connection.close(),
    () => server.close(),
  );
  return { rows, server, names: () => [...rows.rows()].map(({ name }) => name) };
}

const opens: Answer = (_request, response) => response.writeHead(200).flushHeaders();
const watches = ({ requests }: ScriptedServer): string[] =>
  requests
    .filter((one) => one.includes('watch=true'))
    .map((one) => /resourceVersion=(\w+)/.exec(one)?.[1] ?? '');

it('goes on from the last version when a watch is cut, without a word', async () => {
  const { rows, server, names } = await follow(
    (_request, response) => reply(response, table(['a'], '1')),
    (_request, response, count) => {
      if (count > 1) return opens(_request, response, count);
      tell(response, 'ADDED', table(['b'], '5'));
      tell(response, 'BOOKMARK', table([], '9'));
      return void setTimeout(() => response.destroy(), 100);
    },
  );
  const states = new Set<string>();
  await vi.waitFor(
    () => {
      states.add(rows.state);
      expect(watches(server)).toEqual(['1', '9']);
    },
    { timeout: 5000, interval: 5 },
  );
  expect([...states]).not.toContain('broken');
  expect(names()).toEqual(['a', 'b']);
});

it.for([
  ['as an answer', (response: ServerResponse) => refuse(response, 410, 'too old')],
  [
    'as an event',
    (response: ServerResponse) => tell(response, 'ERROR', { kind: 'Status', code: 410, message: 'too old' }),
  ],
] as const)('begins anew at once when the watch is too old: %s', async ([, tooOld]) => {
  const { rows, names } = await follow(
    (_request, response, count) => reply(response, table([`list ${count}`], String(count))),
    (request, response, count) => (count === 1 ? tooOld(response) : opens(request, response, count)),
  );
  await vi.waitFor(() => expect(names()).toEqual(['list 2']), { timeout: 900, interval: 5 });
  expect(rows.failure).toBeUndefined();
});

it('begins anew when the next page is too old, and says so if that does not help', async () => {
  const { rows, server } = await follow((request, response) => {
    if (request.url?.includes('continue=')) refuse(response, 410, 'the continue token is too old');
    else reply(response, table(['a'], '1', { continue: 'next' }));
  }, opens);
  await vi.waitFor(() => expect(rows.state).toBe('broken'), 3000);
  expect(server.requests).toHaveLength(4);
  expect(rows.failure?.message).toBe('the continue token is too old');
});

it('logs in again when its token has expired during a watch', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-token-'));
  ends.push(() => rmSync(folder, { recursive: true }));
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'one');
  let wanted = 'one';
  const guarded =
    (answer: Answer): Answer =>
    (request, response, count) => {
      if (request.headers.authorization === `Bearer ${wanted}`) answer(request, response, count);
      else refuse(response, 401);
    };
  const { rows, server } = await follow(
    guarded((_request, response) => reply(response, table(['a'], '1'))),
    guarded((request, response, count) => {
      opens(request, response, count);
      if (count > 1) return;
      wanted = 'two';
      writeFileSync(tokenFile, 'two');
      response.end();
    }),
    { tokenFile },
  );
  await vi.waitFor(() => expect(watches(server)).toHaveLength(3), { timeout: 5000 });
  expect(rows.state).toBe('live');
});

it('shows why it is broken, tries again, and keeps its rows meanwhile', async () => {
  const { rows, names } = await follow(
    (_request, response, count) => {
      if (count === 2) refuse(response, 403, 'pods is forbidden');
      else reply(response, table([`list ${count}`], '1'));
    },
    (request, response, count) => {
      if (count === 1) refuse(response, 500, 'broken');
      else opens(request, response, count);
    },
  );
  await vi.waitFor(() => expect(rows.failure?.message).toBe('The cluster answered 500: broken.'), 3000);
  expect(names()).toEqual(['list 1']);
  await vi.waitFor(() => expect(rows.failure?.kind).toBe('forbidden'), 5000);
  await vi.waitFor(() => expect([rows.state, ...names()]).toEqual(['live', 'list 3']), 8000);
}, 20_000);

it.for([
  ['a web page', '<html>\n'],
  ['JSON that is no event', '{"kind":"Status"}\n'],
  ['a null', 'null\n'],
  ['a line without an end', 'x'.repeat(17 * 1024 * 1024)],
] as const)('does not take for a watch what brings %s', async ([, text]) => {
  const { rows, names } = await follow(
    (_request, response) => reply(response, table(['a'], '1')),
    (_request, response) => response.writeHead(200).write(text),
  );
  await vi.waitFor(() => expect(rows.state).toBe('broken'), 5000);
  expect(rows.failure?.message).toBe('The watch brings something else than events.');
  expect(names()).toEqual(['a']);
});
