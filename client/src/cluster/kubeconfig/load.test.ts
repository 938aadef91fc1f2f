import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKubeconfig } from './load.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-config-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): string {
  const path = join(folder, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function config(name: string, rest = ''): string {
  return `contexts: [{ name: ${name}, context: { cluster: ${name}, user: ${name} } }]
clusters: [{ name: ${name}, cluster: { server: "https://${name}:6443" } }]
users: [{ name: ${name}, user: { token: t-${name} } }]
${rest}`;
}

const listed = (...files: readonly string[]) => ({
  env: { KUBECONFIG: files.join(delimiter) },
  home: folder,
});

describe('which files are read', () => {
  it('takes ~/.kube/config where nothing else is said', async () => {
    write('.kube/config', config('home'));
    expect([...(await loadKubeconfig({ env: {}, home: folder })).contexts.keys()]).toEqual(['home']);
  });

  it('takes what KUBECONFIG lists, without repeats, gaps and files that are missing', async () => {
    const [a, b] = [write('a', config('a')), write('b', config('b'))];
    const { contexts, files, problems } = await loadKubeconfig(listed(a, '', b, a, join(folder, 'none')));
    expect([...contexts.keys()]).toEqual(['a', 'b']);
    expect(files).toEqual([a, b, join(folder, 'none')]);
    expect(problems).toEqual([]);
  });

  it('takes the explicit file alone, which must be there', async () => {
    const [a, b] = [write('a', config('a')), write('b', config('b'))];
    const one = await loadKubeconfig({ ...listed(a), explicit: b });
    expect([...one.contexts.keys()]).toEqual(['b']);
    const none = await loadKubeconfig({ ...listed(a), explicit: join(folder, 'none') });
    expect(none.contexts.size).toBe(0);
    expect(none.problems).toEqual([{ file: join(folder, 'none'), message: 'does not exist' }]);
  });

  it('keeps the good files beside a bad one', async () => {
    const [a, b] = [write('a', 'contexts: [{'), write('b', config('b'))];
    const { contexts, problems } = await loadKubeconfig(listed(a, b));
    expect([...contexts.keys()]).toEqual(['b']);
    expect(problems).toEqual([{ file: a, message: expect.stringMatching(/^is no valid YAML/) as string }]);
  });
});

describe('how files are merged', () => {
  it('takes of two entries of a name the first, whole', async () => {
    const first = write('a', 'users: [{ name: me, user: { username: one } }]');
    const second = write(
      'b',
      'users: [{ name: me, user: { token: two } }, { name: other, user: { token: x } }]',
    );
    const { users } = await loadKubeconfig(listed(first, second));
    expect(users.get('me')).toMatchObject({ username: 'one', token: undefined });
    expect(users.get('other')).toMatchObject({ token: 'x' });
  });

  it('takes the first current context that is not empty', async () => {
    const files = [
      write('a', config('a', 'current-context: ""')),
      write('b', config('b', 'current-context: b')),
      write('c', config('c', 'current-context: c')),
    ];
    expect((await loadKubeconfig(listed(...files))).currentContext).toBe('b');
  });

  it('finds files beside the file that names them', async () => {
    const file = write(
      'team/config',
      `clusters: [{ name: a, cluster: { server: "https://a", certificate-authority: pki/ca.crt } }]
users:
  - { name: a, user: { client-certificate: me.crt, client-key: /etc/me.key, tokenFile: ../token } }
  - { name: b, user: { exec: { apiVersion: v1, command: ./login.sh } } }
  - { name: c, user: { exec: { apiVersion: v1, command: login } } }`,
    );
    const { clusters, users } = await loadKubeconfig(listed(file));
    expect(clusters.get('a')?.authority).toEqual({ file: join(folder, 'team/pki/ca.crt') });
    expect(users.get('a')).toMatchObject({
      certificate: { file: join(folder, 'team/me.crt') },
      key: { file: '/etc/me.key' },
      tokenFile: join(folder, 'token'),
    });
    expect(users.get('b')?.exec?.command).toBe(join(folder, 'team/login.sh'));
    expect(users.get('c')?.exec?.command).toBe('login');
  });
});
