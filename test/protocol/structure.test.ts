import type {
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver';
import { afterEach, describe, expect, it } from 'vitest';
import { Server, pod, service } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

const NESTED = { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } };

describe('structure of a document', () => {
  it('has symbols, flat ones for editors that know no others', async () => {
    server = await Server.start({ capabilities: NESTED });
    const text = `${pod('nginx:1')}---\n${service('web')}`;
    const textDocument = { uri: server.open('a.yaml', text) };
    const symbols = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    expect(symbols.map(({ name, children }) => [name, children?.map((child) => child.name)])).toEqual([
      ['Pod web', ['web']],
      ['Service web', ['80']],
    ]);
    expect(symbols[1]?.selectionRange.start).toEqual({ line: 12, character: 8 });
    await server.stop();
    server = await Server.start();
    const again = { textDocument: { uri: server.open('a.yaml', text) } };
    const flat = await server.request<SymbolInformation[]>('textDocument/documentSymbol', again);
    expect(flat.map(({ name, containerName }) => [containerName, name])).toEqual([
      [undefined, 'Pod web'],
      ['Pod web', 'web'],
      [undefined, 'Service web'],
      ['Service web', '80'],
    ]);
  });

  it('folds, widens selections and links images', async () => {
    server = await Server.start();
    const textDocument = { uri: server.open('a.yaml', pod('nginx:1')) };
    const folds = await server.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
    expect(folds).toContainEqual({ startLine: 5, endLine: 7 });
    const positions = [{ line: 6, character: 14 }];
    const [selection] = await server.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument,
      positions,
    });
    expect(selection?.range).toEqual({ start: { line: 6, character: 13 }, end: { line: 6, character: 20 } });
    const links = await server.request<DocumentLink[]>('textDocument/documentLink', { textDocument });
    expect(links.map(({ target }) => target)).toEqual(['https://hub.docker.com/_/nginx']);
  });

  it('leaves other YAML to the editor', async () => {
    server = await Server.start();
    const textDocument = { uri: server.open('compose.yaml', 'services:\n  web:\n    image: nginx\n') };
    for (const method of ['documentSymbol', 'foldingRange', 'documentLink']) {
      expect(await server.request(`textDocument/${method}`, { textDocument })).toBeNull();
    }
  });
});
