import type { SemanticTokens } from 'vscode-languageserver';
import { afterEach, expect, it } from 'vitest';
import { pod, Server } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

it('marks names that are there, and is asked again when they come', async () => {
  server = await Server.start({ capabilities: { workspace: { semanticTokens: { refreshSupport: true } } } });
  expect(server.initialized?.capabilities.semanticTokensProvider).toMatchObject({ full: true, range: true });
  const reference = '      envFrom:\n        - configMapRef:\n            name: settings\n';
  const uri = server.open('pod.yaml', pod('nginx:1') + reference);
  await server.version(uri, 1);
  const full = async (): Promise<number[]> => {
    const params = { textDocument: { uri } };
    return (await server.request<SemanticTokens>('textDocument/semanticTokens/full', params)).data;
  };
  expect(await full()).toEqual([]);
  server.write('config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n');
  server.watched(['config.yaml', 'created']);
  await server.message('workspace/semanticTokens/refresh', () => true);
  expect(await full()).toEqual([10, 18, 8, 0, 0]);
  const range = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };
  const part = await server.request<SemanticTokens>('textDocument/semanticTokens/range', {
    textDocument: { uri },
    range,
  });
  expect(part.data).toEqual([]);
});
