import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckWorkspaceResult, StatusParams } from '../../server/src/core/protocol.ts';
import { CHECK_WORKSPACE, STATUS } from '../../server/src/core/protocol.ts';
import { ingress, pod, Server, service } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

describe('the files of the workspace', () => {
  it('are checked without being open, but for what Git or the config leaves out', async () => {
    server = await Server.start({
      files: {
        'a/b.yaml': pod('nginx'),
        'c.json':
          '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "c"}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}',
        'out/x.yaml': pod('nginx'),
        'vendor/x.yaml': pod('nginx'),
        'node_modules/x.yaml': pod('nginx'),
        'values.yaml': 'image: nginx\nimage: nginx\n',
        '.gitignore': 'out/\n',
        '.kube-guardrails.yaml': 'ignore: [vendor]\nchecks: {no-such-check: off}\n',
      },
    });
    await server.findings('a/b.yaml', ['image-tag-latest']);
    await server.findings('c.json', ['image-tag-latest']);
    await server.findings('.kube-guardrails.yaml', ['invalid-config']);
    const { errors } = await server.message<StatusParams>(STATUS, ({ warnings }) => warnings >= 2);
    expect(errors).toBeGreaterThan(0);
    for (const path of ['out/x.yaml', 'vendor/x.yaml', 'node_modules/x.yaml', 'values.yaml'])
      expect(server.last(server.uri(path))).toBeUndefined();
  });

  it('are known before anything is called missing', async () => {
    server = await Server.start({
      files: { 'ingress.yaml': ingress('web'), 'service.yaml': service('web'), 'z.yaml': ingress('wob') },
    });
    server.open('ingress.yaml', ingress('web'));
    await server.findings('z.yaml', ['dangling-ingress']);
    await server.findings('ingress.yaml', []);
    expect(server.count('textDocument/publishDiagnostics')).toBeGreaterThan(0);
  });

  it('are only read, not reported, where the setting says so; both can change at any time', async () => {
    server = await Server.start({
      files: { 'a.yaml': pod('nginx'), 'service.yaml': service('web') },
      settings: { checkWorkspace: false },
    });
    server.open('ingress.yaml', ingress('wob'));
    await server.findings('ingress.yaml', ['dangling-ingress']);
    expect(server.last(server.uri('a.yaml'))).toBeUndefined();
    server.configure({ checkWorkspace: true });
    await server.findings('a.yaml', ['image-tag-latest']);
    server.configure({ checkWorkspace: false });
    await server.findings('a.yaml', []);
    const result = await server.request<CheckWorkspaceResult>(CHECK_WORKSPACE, undefined);
    expect(result).toMatchObject({ files: 3, objects: 3, cancelled: false });
    expect(result.warnings).toBeGreaterThan(0);
    await server.findings('a.yaml', ['image-tag-latest']);
  });

  it('follow what happens outside of the editor', async () => {
    server = await Server.start({
      files: {
        'a.yaml': pod('nginx'),
        'ingress.yaml': ingress('front-door'),
        'service.yaml': service('front-door'),
      },
    });
    await server.findings('a.yaml', ['image-tag-latest']);
    const [watchers] = [
      await server.message<{ method: string }[]>('client/registerCapability', (all) =>
        all.some(({ method }) => method === 'workspace/didChangeWatchedFiles'),
      ),
    ];
    expect(watchers).toHaveLength(1);
    server.write('a.yaml', pod('nginx:1'));
    server.write('service.yaml', service('frontdoor'));
    server.watched(['a.yaml', 'changed'], ['service.yaml', 'changed']);
    await server.findings('a.yaml', []);
    await server.findings('ingress.yaml', ['dangling-ingress']);
    server.write('b/new.yaml', pod('nginx'));
    server.watched(['b/new.yaml', 'created']);
    await server.findings('b/new.yaml', ['image-tag-latest']);
    rmSync(join(server.root, 'b'), { recursive: true });
    server.watched(['b', 'deleted']);
    await server.findings('b/new.yaml', []);
  });

  it('follow renames of folders in the editor', async () => {
    server = await Server.start({ files: { 'old.d/a.yaml': pod('nginx') } });
    await server.findings('old.d/a.yaml', ['image-tag-latest']);
    renameSync(join(server.root, 'old.d'), join(server.root, 'new.d'));
    server.notify('workspace/didRenameFiles', {
      files: [{ oldUri: server.uri('old.d'), newUri: server.uri('new.d') }],
    });
    await server.findings('old.d/a.yaml', []);
    await server.findings('new.d/a.yaml', ['image-tag-latest']);
    rmSync(join(server.root, 'new.d'), { recursive: true });
    server.notify('workspace/didDeleteFiles', { files: [{ uri: server.uri('new.d') }] });
    expect(await server.findings('new.d/a.yaml', [])).toHaveLength(0);
  });

  it('are as the editor has them while they are open, and as the disk has them afterwards', async () => {
    server = await Server.start({
      files: {
        'a.yaml': pod('nginx'),
        'ingress.yaml': ingress('front-door'),
        'service.yaml': service('front-door'),
      },
    });
    await server.findings('a.yaml', ['image-tag-latest']);
    const uri = server.open('a.yaml', pod('nginx:1'));
    await server.findings('a.yaml', []);
    server.write('a.yaml', pod('redis'));
    server.watched(['a.yaml', 'changed']);
    const opened = server.open('service.yaml', service('frontdoor'));
    await server.findings('ingress.yaml', ['dangling-ingress']);
    expect(server.last(uri)?.diagnostics.filter(({ code }) => code === 'image-tag-latest')).toEqual([]);
    server.close(uri);
    const [finding] = await server.findings('a.yaml', ['image-tag-latest']);
    expect(finding?.message).toContain('redis');
    server.close(opened);
    await server.findings('ingress.yaml', []);
  });

  it('are checked when closed and opened again at once, as editors do to change the language', async () => {
    server = await Server.start({ files: { 'a.yaml': pod('nginx:1') } });
    const uri = server.open('a.yaml', pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
    server.close(uri);
    server.open('a.yaml', pod('redis'));
    const { diagnostics } = await server.message<PublishDiagnosticsParams>(
      'textDocument/publishDiagnostics',
      (params) => params.uri === uri && JSON.stringify(params).includes('redis'),
    );
    expect(diagnostics.length).toBeGreaterThan(0);
    server.change(uri, pod('redis:7'));
    await server.findings('a.yaml', []);
  });

  it('change with .gitignore', async () => {
    server = await Server.start({ files: { 'a.yaml': pod('nginx'), 'b.yaml': pod('nginx') } });
    await server.findings('b.yaml', ['image-tag-latest']);
    server.write('.gitignore', 'b.yaml\n');
    server.watched(['.gitignore', 'created']);
    expect(await server.findings('b.yaml', [])).toHaveLength(0);
  });

  it('come and go with workspace folders', async () => {
    server = await Server.start({
      files: { 'one/a.yaml': pod('nginx'), 'two/a.yaml': pod('nginx') },
      folders: ['one'],
    });
    await server.findings('one/a.yaml', ['image-tag-latest']);
    expect(server.last(server.uri('two/a.yaml'))).toBeUndefined();
    const folder = (path: string): object => ({ uri: server.uri(path), name: path });
    server.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: [folder('two')], removed: [folder('one')] },
    });
    await server.findings('two/a.yaml', ['image-tag-latest']);
    await server.findings('one/a.yaml', []);
  });

  it('are read with progress that can be cancelled', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 800 }, (_, index) => [
        `f${index}.yaml`,
        pod('nginx', `p${index}`).repeat(1) + `---\n${pod('nginx', `q${index}`)}`,
      ]),
    );
    server = await Server.start({ files, settings: { checkWorkspace: false } });
    const { token } = await startCheck(async (result) => {
      expect((await result).cancelled).toBe(true);
    });
    expect(token).toBeDefined();
    const source = new CancellationTokenSource();
    const running = server.request<CheckWorkspaceResult>(CHECK_WORKSPACE, undefined, source.token);
    source.cancel();
    expect((await running).cancelled).toBe(true);
    const result = await server.request<CheckWorkspaceResult>(CHECK_WORKSPACE, undefined);
    expect(result).toMatchObject({ files: 800, objects: 1600, cancelled: false });
  });

  it('do not hold up a key press', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`f${index}.yaml`, pod('nginx', `p${index}`)]),
    );
    server = await Server.start({ files });
    const uri = server.open('a.yaml', pod('nginx'));
    await server.version(uri, 1);
    const times: number[] = [];
    for (let count = 0; count < 20; count++) {
      const start = performance.now();
      await server.version(uri, server.change(uri, pod(`nginx:${count}`)));
      times.push(performance.now() - start);
    }
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(50);
    await server.findings('f999.yaml', ['image-tag-latest']);
  });
});

describe('settings and config files', () => {
  it('apply at once, also unsaved, and go back when closed', async () => {
    server = await Server.start({ files: { 'b.yaml': pod('nginx'), '.kube-guardrails.yaml': '' } });
    server.open('a.yaml', pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
    const config = server.open('.kube-guardrails.yaml', 'checks:\n  image-tag-latest: error\n');
    const severity = async (path: string, wanted: number): Promise<void> => {
      await server.message<{ uri: string; diagnostics: { code: string; severity: number }[] }>(
        'textDocument/publishDiagnostics',
        (params) =>
          params.uri === server.uri(path) &&
          params.diagnostics.some((one) => one.code === 'image-tag-latest' && one.severity === wanted),
      );
    };
    await severity('a.yaml', 1);
    await severity('b.yaml', 1);
    server.change(config, 'checks:\n  image-tag-latest: off\n  image-tag-latestt: off\n');
    await server.findings('a.yaml', []);
    await server.findings('b.yaml', []);
    await server.findings('.kube-guardrails.yaml', ['invalid-config']);
    server.close(config);
    await server.findings('a.yaml', ['image-tag-latest']);
    expect(await server.findings('b.yaml', ['image-tag-latest'])).toHaveLength(1);
  });

  it('may differ from folder to folder', async () => {
    const byFolder = {
      two: { checks: { 'image-tag-latest': 'off' } },
      three: { enable: false },
      four: { ignore: ['gen/**'] },
    };
    server = await Server.start({
      files: {
        'one/a.yaml': pod('nginx'),
        'two/a.yaml': pod('nginx'),
        'three/a.yaml': pod('nginx'),
        'four/gen/a.yaml': pod('nginx'),
        'zero/a.yaml': pod('nginx'),
      },
      folders: ['one', 'two', 'three', 'four', 'zero'],
      settings: { byFolder },
    });
    await server.findings('one/a.yaml', ['image-tag-latest']);
    await server.findings('zero/a.yaml', ['image-tag-latest']);
    expect(server.last(server.uri('three/a.yaml'))).toBeUndefined();
    expect(server.last(server.uri('four/gen/a.yaml'))).toBeUndefined();
    server.configure({ byFolder: { zero: { enable: false } } });
    await server.findings('zero/a.yaml', []);
    for (const path of ['two/a.yaml', 'three/a.yaml', 'four/gen/a.yaml'])
      await server.findings(path, ['image-tag-latest']);
  });

  it('that make no sense count as not set', async () => {
    server = await Server.start({
      settings: { enable: 'yes', checks: [1], ignore: 'x', kubernetesVersion: {} },
      folders: null,
    });
    server.open('a.yaml', pod('nginx'));
    expect(await server.findings('a.yaml', ['image-tag-latest'])).toHaveLength(1);
  });

  it('tell the version and the counts in the status', async () => {
    server = await Server.start({ settings: { kubernetesVersion: '1.30' } });
    const uri = server.open('a.yaml', pod('nginx'));
    const { warnings } = await server.message<StatusParams>(
      STATUS,
      (status) => status.kubernetesVersion === '1.30' && status.warnings > 0,
    );
    expect(server.last(uri)?.diagnostics.filter(({ severity }) => severity === 2)).toHaveLength(warnings);
  });
});

/** Starts a check and cancels it by its progress as soon as that begins. */
async function startCheck(
  done: (result: Promise<CheckWorkspaceResult>) => Promise<void>,
): Promise<{ token: unknown }> {
  const running = server.request<CheckWorkspaceResult>(CHECK_WORKSPACE, undefined);
  const { token } = await server.message<{ token: unknown; value: { kind: string } }>(
    '$/progress',
    ({ value }) => value.kind === 'begin',
  );
  server.notify('window/workDoneProgress/cancel', { token });
  await done(running);
  return { token };
}
