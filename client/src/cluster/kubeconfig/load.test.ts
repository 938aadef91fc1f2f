import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    const message = expect.stringMatching(/^is no valid YAML: .+ at line 1, column 13$/) as string;
    expect(problems).toEqual([{ file: a, message }]);
  });
});

it('takes nothing from a workspace that is not trusted, wherever links lead', async () => {
  const [own, theirs] = [write('own', config('own')), write('project/kubeconfig', config('theirs'))];
  const link = join(folder, 'link');
  symlinkSync(theirs, link);
  const untrusted = [join(folder, 'project')];
  const { contexts, problems } = await loadKubeconfig({ ...listed(theirs, link, own), untrusted });
  expect([...contexts.keys()]).toEqual(['own']);
  expect(problems.map(({ file }) => file)).toEqual([theirs, link]);
  expect(problems[0]?.message).toBe('lies in a folder that you have not said to trust');
});
