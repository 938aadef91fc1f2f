import type { ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { contextOf, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import { Connection } from '../transport/connection.ts';
import type { LogOptions } from './containerLog.ts';
import { containerLog } from './containerLog.ts';

const PLACE = { namespace: 'default', pod: 'web', container: 'web' };
const at = (time: string, text: string): string => `2026-01-01T10:00:${time}Z ${text}\n`;

function cut(response: ServerResponse, text: string): void {
  response.write(text, () => setTimeout(() => response.destroy(), 20));
}

/** What a log says when the server answers with these texts, one after the other; but for the last, each is cut. */
async function read(answers: readonly string[], options: LogOptions): Promise<string[]> {
  let count = 0;
  const server = await startScripted(({ url }, response) => {
    if (!url?.includes('/log')) {
      const state = count < answers.length ? { running: {} } : { terminated: { exitCode: 0 } };
      const status = { containerStatuses: [{ name: 'web', state }] };
      return reply(response, { spec: { containers: [{ name: 'web' }], restartPolicy: 'Never' }, status });
    }
    const text = answers[count++] ?? '';
    return count < answers.length ? cut(response, text) : void response.end(text);
  });
  const connection = new Connection(contextOf(server), { env: {} });
  onTestFinished(async () => {
    connection.close();
    await server.close();
  });
  const texts: string[] = [];
  for await (const { text } of heard(connection, options)) texts.push(text);
  return texts;
}

async function* heard(connection: Connection, options: LogOptions) {
  for await (const event of containerLog(connection, PLACE, options, new AbortController().signal)) {
    if (event.note === undefined) yield event;
  }
}

it('keeps lines of the same moment, and those whose times go back a little', async () => {
  const text = [
    at('01.2', 'out'),
    at('01.2', 'same'),
    at('01.1', 'err'),
    at('00.9', 'earlier'),
    at('02', 'next'),
  ];
  expect(await read([text.join('')], {})).toEqual(['out', 'same', 'err', 'earlier', 'next']);
});

it('keeps all pieces of a long line', async () => {
  const long = 'x'.repeat(300_000);
  const texts = await read([at('01', 'short') + at('02', long) + at('03', 'end')], {});
  expect(texts.join('')).toBe(`short${long}end`);
});

it('goes on after a break without a line twice, and without one that came late', async () => {
  const before = [at('01.5', 'a'), at('02.1', 'b'), at('02.3', 'd')];
  const after = [
    at('01.5', 'a'),
    at('02.1', 'b'),
    at('02.2', 'c'),
    at('02.3', 'd'),
    at('02.3', 'd'),
    at('03', 'e'),
  ];
  const texts = await read([before.join(''), after.join('')], { follow: true });
  expect(texts).toEqual(['a', 'b', 'd', 'c', 'e']);
}, 20_000);

it('leaves out all pieces of a long line that was there before a break', async () => {
  const long = at('02', 'x'.repeat(300_000));
  const texts = await read([long, long + at('03', 'end')], { follow: true });
  expect(texts.join('')).toBe(`${'x'.repeat(300_000)}end`);
}, 20_000);
