import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contextOf, refuse, reply, startScripted } from '../../../../test/harness/cluster/scriptedServer.ts';
import type { ExecPlugin } from '../kubeconfig/kubeconfig.ts';
import { Connection } from '../transport/connection.ts';
import { UserCredentials } from './credentials.ts';
import { runExecPlugin } from './execPlugin.ts';
import { batchArguments, findProgram } from './findProgram.ts';

const V1 = 'client.authentication.k8s.io/v1';
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-plugin-'))));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const env = () => ({ PATH: `${folder}${delimiter}${process.env['PATH']}` });

/** Puts a program on the PATH. It writes a line for each of its runs. */
function program(script: string, name = 'login'): void {
  const runs = JSON.stringify(join(folder, 'runs'));
  const head = `#!${process.execPath}\nconst { appendFileSync, readFileSync } = require('node:fs');\n`;
  const note = `appendFileSync(${runs}, process.env.KUBERNETES_EXEC_INFO + '\\n');\n`;
  const count = `const run = readFileSync(${runs}, 'utf8').trim().split('\\n').length;\n`;
  writeFileSync(join(folder, name), `${head}${note}${count}${script}`);
  chmodSync(join(folder, name), 0o755);
}

const runs = (): unknown[] =>
  readFileSync(join(folder, 'runs'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const prints = (status: string, version = V1): string =>
  `console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: '${version}', status: ${status} }));`;

const user = (rest: Record<string, unknown> = {}) => ({
  exec: { apiVersion: V1, command: 'login', interactiveMode: 'Never', ...rest },
});

const NOWHERE = { url: 'https://127.0.0.1:1', authority: 'PEM' };

function run(rest: Record<string, unknown> = {}, more: { timeout?: number; untrusted?: string[] } = {}) {
  const { user: own, cluster } = contextOf(NOWHERE, user(rest));
  return runExecPlugin(own.exec as ExecPlugin, cluster, { env: env(), ...more });
}

describe('a credential plugin', () => {
  it('is told what it is run for', async () => {
    program(prints(`{ token: 't' }`));
    await run();
    await run({ apiVersion: V1, provideClusterInfo: true });
    expect(runs()).toEqual([
      { kind: 'ExecCredential', apiVersion: V1, spec: { interactive: false } },
      {
        kind: 'ExecCredential',
        apiVersion: V1,
        spec: {
          interactive: false,
          cluster: {
            server: NOWHERE.url,
            'certificate-authority-data': Buffer.from('PEM').toString('base64'),
            config: null,
          },
        },
      },
    ]);
  });

  it('gets its arguments and variables as they are, in the home folder', async () => {
    program(prints(`{ token: [...process.argv.slice(2), process.env.ROLE, process.cwd()].join('|') }`));
    const { token } = await run({ args: ['$(id)', 'a b', '"'], env: [{ name: 'ROLE', value: '`r`' }] });
    expect(token).toBe(['$(id)', 'a b', '"', '`r`', homedir()].join('|'));
  });

  it('may give a certificate and an end', async () => {
    const status = `{ clientCertificateData: 'C', clientKeyData: 'K', expirationTimestamp: '2030-01-01T00:00:00Z' }`;
    program(prints(status));
    const expires = Date.parse('2030-01-01T00:00:00Z');
    expect(await run()).toEqual({ token: undefined, certificate: 'C', key: 'K', expires });
  });
});

describe('what goes wrong with a plugin', () => {
  it.for([
    [
      'ends with an error',
      `console.error('first'); console.error('\\u001b[31msession expired\\u001b[0m'); process.exit(3)`,
      'ended with 3: first session expired.',
    ],
    ['prints no JSON', `console.log('hello')`, 'did not print JSON.'],
    [
      'prints another version',
      prints(`{ token: 't' }`, 'client.authentication.k8s.io/v1beta1'),
      /printed client\.authentication\.k8s\.io\/v1beta1 ExecCredential, not .*v1\.$/,
    ],
    ['gives nothing', prints(`{}`), 'gave neither a token nor a certificate.'],
    [
      'does not end',
      `console.error('waiting'); setInterval(() => {}, 1000)`,
      'did not end within 1.5 s: waiting.',
    ],
    [
      'leaves somebody behind',
      `require('node:child_process').spawn('sleep', ['3'], { stdio: 'inherit' }); process.exit(0)`,
      'did not end within 1.5 s.',
    ],
  ] as const)('%s', async ([, script, message]) => {
    program(script);
    const wanted =
      typeof message === 'string' ? `The credential plugin login ${message}` : expect.stringMatching(message);
    await expect(
      run({}, { timeout: script.includes('setInterval') || script.includes('spawn') ? 1500 : 20_000 }),
    ).rejects.toMatchObject({
      kind: 'plugin',
      message: wanted as string,
    });
  });

  it('is not on the PATH', async () => {
    await expect(
      run({ command: 'no-such', installHint: 'Get it at example.com.\u001B[1m' }),
    ).rejects.toMatchObject({
      kind: 'plugin',
      message: 'The credential plugin no-such is not on the PATH.',
      advice: 'Get it at example.com.',
    });
  });

  it('asks for a terminal, or speaks an old version', async () => {
    await expect(run({ interactiveMode: 'Always' })).rejects.toMatchObject({
      message: 'The credential plugin login asks for a terminal.',
    });
    await expect(run({ apiVersion: 'client.authentication.k8s.io/v1alpha1' })).rejects.toMatchObject({
      message: expect.stringMatching(/v1alpha1, which is too old or unknown/) as string,
    });
  });

  it('lies in a folder that nobody trusts', async () => {
    program(prints(`{ token: 't' }`));
    await expect(run({}, { untrusted: [folder] })).rejects.toMatchObject({
      message: expect.stringMatching(/have not said to trust\.$/) as string,
    });
    expect(() => runs()).toThrow(/ENOENT/);
  });
});

function credentials(): UserCredentials {
  const { user: own, cluster } = contextOf(NOWHERE, user());
  return new UserCredentials(own, cluster, { env: env() });
}

describe('when a plugin runs', () => {
  it('is once for all who wait, and again when what it gave has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const expires = `new Date(${Date.now() + 60_000}).toISOString()`;
    program(prints(`{ token: 't' + run, expirationTimestamp: ${expires} }`));
    const own = credentials();
    const all = await Promise.all(Array.from({ length: 10 }, () => own.get()));
    expect(new Set(all).size).toBe(1);
    vi.advanceTimersByTime(50_000);
    expect(await own.get()).toBe(all[0]);
    vi.advanceTimersByTime(10_000);
    expect((await own.get()).headers).toEqual({ authorization: 'Bearer t2' });
    expect(runs()).toHaveLength(2);
  });

  it('is again after a failure', async () => {
    program(`if (run === 1) process.exit(1);\n${prints(`{ token: 't' }`)}`);
    const own = credentials();
    await expect(own.get()).rejects.toMatchObject({ kind: 'plugin' });
    await expect(own.get()).resolves.toBeDefined();
  });

  it('is once more when the server refuses what it gave', async () => {
    program(prints(`{ token: 't' + run }`));
    const server = await startScripted(({ headers }, response) => {
      if (headers.authorization === 'Bearer t2') reply(response, {});
      else refuse(response, 401);
    });
    const connection = new Connection(contextOf(server, user()), { env: env() });
    await Promise.all(['/a', '/b', '/c'].map((path) => connection.json({ path })));
    expect(runs()).toHaveLength(2);
    connection.close();
    await server.close();
  });

  it('is never where the kubeconfig holds a token', async () => {
    program(prints(`{ token: 'plugin' }`));
    const { user: own, cluster } = contextOf(NOWHERE, { ...user(), token: 'fixed' });
    const { headers } = await new UserCredentials(own, cluster, { env: env() }).get();
    expect(headers).toEqual({ authorization: 'Bearer fixed' });
    expect(() => runs()).toThrow(/ENOENT/);
  });
});

describe('finding a program', () => {
  it('looks at the PATH in its order, and never beside', async () => {
    program('', 'tool');
    expect(await findProgram('tool', { PATH: `/none${delimiter}${folder}` })).toBe(join(folder, 'tool'));
    expect(await findProgram('tool', { PATH: `.${delimiter}` })).toBeUndefined();
    expect(await findProgram(join(folder, 'tool'), {})).toBe(join(folder, 'tool'));
    chmodSync(join(folder, 'tool'), 0o644);
    expect(await findProgram('tool', { PATH: folder })).toBeUndefined();
  });

  it('knows what Windows makes of batch files', () => {
    const file = 'C:\\Program Files\\az\\kubelogin.cmd';
    expect(batchArguments(file, ['get-token', '--id=a'])).toEqual([
      '/d',
      '/s',
      '/c',
      `""${file}" "get-token" "--id=a""`,
    ]);
    for (const one of ['a"b', '%PATH%', 'a&b', 'a|b', '^', '!x!', 'a\nb', 'end\\']) {
      expect(batchArguments(file, [one]), one).toBeUndefined();
    }
  });
});
