import type { RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { contextOf, refuse, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import type { Change } from '../change/approval.ts';
import { Approval } from '../change/approval.ts';
import { Connection } from './connection.ts';

const CHANGE: Change = { method: 'POST', path: '/api/v1/namespaces/default/configmaps', body: {} };

async function connect(answer: RequestListener): Promise<Connection> {
  const server = await startScripted(answer);
  const connection = new Connection(contextOf(server), { env: {}, policy: () => 'normal' });
  onTestFinished(async () => {
    connection.close();
    await server.close();
  });
  return connection;
}

function approval(): Approval {
  const about = { title: '', server: '', user: '', details: [], action: '' };
  return new Approval({ ...about, context: 'a', changes: [CHANGE] });
}

const page: (code: number) => RequestListener = (code) => (_request, response) => {
  response.writeHead(code, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
};

test.for<[string, RequestListener]>([
  [
    'a server that gave up',
    (_request, response) => refuse(response, 504, 'Timeout: request did not complete'),
  ],
  ['a store that gave up', (_request, response) => refuse(response, 500, 'etcdserver: request timed out')],
  ['a gateway that is cut off', page(502)],
  ['a gateway that does not wait', page(504)],
  ['a page in place of the object', page(200)],
  ['no HTTP at all', (request) => request.socket.end('what?\r\n\r\n')],
])('%s leaves open whether a change was made', async ([, answer]) => {
  const connection = await connect(answer);
  await expect(connection.change(CHANGE, approval())).rejects.toMatchObject({
    kind: 'uncertain',
    message: expect.stringMatching(/Whether the change was made is not known\.$/) as unknown,
  });
  await expect(connection.dryRun(CHANGE)).rejects.not.toMatchObject({ kind: 'uncertain' });
});

test.for<[string, RequestListener]>([
  ['a refusal', (_request, response) => refuse(response, 422, 'is invalid')],
  [
    'a webhook that does not answer',
    (_request, response) => refuse(response, 500, 'failed calling webhook "a": context deadline exceeded'),
  ],
  ['a server that has too much to do', (_request, response) => refuse(response, 503, 'please try again')],
])('%s does not', async ([, answer]) => {
  const connection = await connect(answer);
  await expect(connection.change(CHANGE, approval())).rejects.not.toMatchObject({ kind: 'uncertain' });
});

test('an object that comes back says that it was made', async () => {
  const connection = await connect((_request, response) => reply(response, { kind: 'ConfigMap' }, 201));
  await expect(connection.change(CHANGE, approval())).resolves.toMatchObject({
    object: { kind: 'ConfigMap' },
  });
});
