import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { describe, expect, it } from 'vitest';
import { pod, Server } from '../harness/server.ts';

describe('the conversation', () => {
  it('starts, says what the server can do, and ends with code 0', async () => {
    const server = await Server.start();
    expect(server.initialized?.serverInfo?.name).toBe('kube-guardrails');
    expect(server.initialized?.capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      renameProvider: { prepareProvider: true },
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'source.fixAll.kubeGuardrails', 'refactor.rewrite'],
      },
    });
    expect(server.initialized?.capabilities.diagnosticProvider).toBeUndefined();
    expect(await server.stop()).toBe(0);
  });

  it('ends with code 1 after an exit without shutdown', async () => {
    const server = await Server.start();
    server.notify('exit');
    expect(await server.exited()).toBe(1);
  });

  it('ends when the editor is gone', async () => {
    const server = await Server.start();
    server.open('a.yaml', pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
    await server.codeActions(server.uri('a.yaml'), [0, 0]);
    server.endInput();
    expect(await server.exited()).toBe(1);
  });

  it('speaks Node IPC as well', async () => {
    const server = await Server.start({ transport: 'ipc' });
    server.open('a.yaml', pod('nginx:latest'));
    await server.findings('a.yaml', ['image-tag-latest']);
    expect(await server.stop()).toBe(0);
  });

  it('does not work on requests that were cancelled before their turn', async () => {
    const server = await Server.start();
    const uri = server.open(
      'a.yaml',
      Array.from({ length: 2000 }, (_, at) => pod('nginx', `p${at}`)).join('---\n'),
    );
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, position: { line: 6, character: 15 } };
    const hovers = Array.from({ length: 20 }, async () =>
      server.request('textDocument/hover', params, source.token),
    );
    source.cancel();
    const outcomes = await Promise.allSettled(hovers);
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(10);
    expect(await server.request('textDocument/hover', params)).toBeTruthy();
    expect(await server.stop()).toBe(0);
  });

  it('works for an editor that can do next to nothing', async () => {
    const nothing = { publishDiagnostics: {}, codeAction: {}, rename: {} };
    const workspace = {
      configuration: false,
      workspaceFolders: false,
      workspaceEdit: {},
      didChangeConfiguration: {},
      didChangeWatchedFiles: {},
    };
    const server = await Server.start({
      capabilities: { textDocument: nothing, workspace, window: { workDoneProgress: false } },
    });
    const uri = server.open('a.yaml', pod('k8s.gcr.io/pause:3.9'));
    await server.findings('a.yaml', ['deprecated-image-registry']);
    expect(server.registrations).toEqual([]);
    const actions = await server.codeActions(uri, [6, 15]);
    expect(actions.find(({ isPreferred }) => isPreferred)?.edit?.changes?.[uri]).toHaveLength(1);
    server.configure({ checks: { 'deprecated-image-registry': 'off' } });
    await server.findings('a.yaml', []);
    expect(await server.stop()).toBe(0);
  });
});
