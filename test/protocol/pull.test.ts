import type { DocumentDiagnosticReport, WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { afterEach, describe, expect, it } from 'vitest';
import { ABOUT, pod, Server } from '../harness/server.ts';

const PULL = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };
let server: Server;
afterEach(async () => {
  await server.stop();
});

async function pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
  return server.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
}

function codes(report: DocumentDiagnosticReport): unknown[] {
  return report.kind === 'full'
    ? report.items.map(({ code }) => code).filter((code) => ABOUT.includes(String(code)))
    : ['unchanged'];
}

describe('findings for an editor that asks for them', () => {
  it('are those of the text of the moment, and are never sent', async () => {
    server = await Server.start({ capabilities: PULL });
    expect(server.initialized?.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    const uri = server.open('a.yaml', pod('nginx'));
    const first = await pull(uri);
    expect(codes(first)).toEqual(['image-tag-latest']);
    expect(codes(await pull(uri, first.resultId))).toEqual(['unchanged']);
    server.change(uri, pod('nginx:1'));
    expect(codes(await pull(uri, first.resultId))).toEqual([]);
    expect(server.count('textDocument/publishDiagnostics')).toBe(0);
  });

  it('are asked for again when settings or other files change', async () => {
    server = await Server.start({ capabilities: PULL });
    const uri = server.open('a.yaml', pod('nginx'));
    expect(codes(await pull(uri))).toEqual(['image-tag-latest']);
    server.forget();
    server.configure({ checks: { 'image-tag-latest': 'off' } });
    let found: unknown[] = [];
    do {
      await server.message('workspace/diagnostic/refresh');
      server.forget();
      found = codes(await pull(uri));
    } while (found.length > 0);
    expect(found).toEqual([]);
  });

  it('cover closed files, with an answer only when there is news', async () => {
    server = await Server.start({ capabilities: PULL, files: { 'a.yaml': pod('nginx') } });
    const ask = async (known: { uri: string; value: string }[]): Promise<WorkspaceDiagnosticReport> =>
      server.request('workspace/diagnostic', { previousResultIds: known });
    let report = await ask([]);
    while (report.items.length === 0) report = await ask([]);
    expect(report.items[0]).toMatchObject({ uri: server.uri('a.yaml'), kind: 'full' });
    const next = ask(report.items.map(({ uri, resultId = '' }) => ({ uri, value: resultId })));
    server.write('a.yaml', pod('redis'));
    server.watched(['a.yaml', 'changed']);
    const [item] = (await next).items;
    expect(JSON.stringify(item)).toContain('redis');
    const source = new CancellationTokenSource();
    const held = server.request(
      'workspace/diagnostic',
      { previousResultIds: [{ uri: item?.uri, value: item?.resultId }] },
      source.token,
    );
    source.cancel();
    await held.catch(() => undefined);
  });

  it('are sent where the editor says so, although it could ask', async () => {
    server = await Server.start({ capabilities: PULL, initializationOptions: { diagnostics: 'push' } });
    expect(server.initialized?.capabilities.diagnosticProvider).toBeUndefined();
    server.open('a.yaml', pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
  });
});
