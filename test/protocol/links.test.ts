import type { Location, LocationLink, SymbolInformation, WorkspaceEdit } from 'vscode-languageserver';
import { afterEach, describe, expect, it } from 'vitest';
import { Server, ingress, pod, service } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

const LINKS = { textDocument: { definition: { linkSupport: true } } };
/** A Service, and a finding that says that the file has been read. */
const FILES = { 'service.yaml': `${service('web')}---\n${pod('nginx:latest', 'other')}` };
/** The name of the Service in an Ingress. */
const BACKEND = { line: 13, character: 22 };
const DECLARED = { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } };

describe('the way from a name', () => {
  it('leads to the object in a file that is not open, and back', async () => {
    server = await Server.start({ capabilities: LINKS, files: FILES });
    const uri = server.open('ingress.yaml', ingress('web'));
    await server.findings('service.yaml', ['image-tag-latest']);
    const at = { textDocument: { uri }, position: BACKEND };
    const [link] = await server.request<LocationLink[]>('textDocument/definition', at);
    expect(link).toEqual({
      targetUri: server.uri('service.yaml'),
      targetRange: { start: { line: 0, character: 0 }, end: { line: 7, character: 14 } },
      targetSelectionRange: DECLARED,
      originSelectionRange: { start: { line: 13, character: 22 }, end: { line: 13, character: 25 } },
    });
    const context = { includeDeclaration: true };
    const found = await server.request<Location[]>('textDocument/references', { ...at, context });
    expect(found.map((one) => [one.uri, one.range.start.line])).toEqual([
      [server.uri('service.yaml'), 3],
      [uri, 13],
    ]);
  });

  it('is a plain place for editors that know no other, and nothing beside names', async () => {
    server = await Server.start();
    server.open('service.yaml', service('web'));
    const textDocument = { uri: server.open('ingress.yaml', ingress('web')) };
    const plain = await server.request('textDocument/definition', { textDocument, position: BACKEND });
    expect(plain).toEqual([{ uri: server.uri('service.yaml'), range: DECLARED }]);
    const position = { line: 6, character: 16 };
    expect(await server.request('textDocument/definition', { textDocument, position })).toBeNull();
  });

  it('lets the name be changed everywhere, to a name that can be one', async () => {
    server = await Server.start({ files: FILES });
    const uri = server.open('ingress.yaml', ingress('web'));
    await server.findings('service.yaml', ['image-tag-latest']);
    const at = { textDocument: { uri }, position: BACKEND };
    expect(await server.request('textDocument/prepareRename', at)).toMatchObject({ placeholder: 'web' });
    const edit = await server.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'shop' });
    const changed = edit.documentChanges?.map(
      (one) => 'textDocument' in one && [one.textDocument.uri, one.edits],
    );
    expect(changed).toEqual([
      [server.uri('service.yaml'), [{ range: DECLARED, newText: 'shop' }]],
      [uri, [expect.objectContaining({ newText: 'shop' })]],
    ]);
    await expect(server.request('textDocument/rename', { ...at, newName: 'Shop_1' })).rejects.toThrow(
      /"Shop_1" cannot be a name here: use only lowercase letters/,
    );
  });
});

it('says why a name cannot be changed everywhere', async () => {
  server = await Server.start();
  const uri = server.open('service.yaml', service('web'));
  server.open(
    'kustomization.yaml',
    'resources:\n  - service.yaml\npatches:\n  - patch: |-\n      kind: Service\n      metadata: { name: web }\n',
  );
  const at = { textDocument: { uri }, position: DECLARED.start };
  const why = /"web" cannot be renamed everywhere at once: .*kustomization\.yaml:4 may also speak of it/;
  await expect(server.request('textDocument/prepareRename', at)).rejects.toThrow(why);
  await expect(server.request('textDocument/rename', { ...at, newName: 'shop' })).rejects.toThrow(why);
  expect(await server.request('textDocument/definition', at)).not.toBeNull();
});

it('finds objects by kind and name', async () => {
  server = await Server.start({ files: FILES });
  server.open('ingress.yaml', ingress('web'));
  await server.findings('service.yaml', ['image-tag-latest']);
  const find = async (query: string) =>
    (await server.request<SymbolInformation[]>('workspace/symbol', { query }))
      .map(({ name }) => name)
      .toSorted();
  expect(await find('')).toEqual(['Ingress web', 'Pod other', 'Service web']);
  expect(await find('servweb')).toEqual(['Service web']);
  expect(await find('web x')).toEqual([]);
});

it('links the paths of a kustomization, also of one without a kind', async () => {
  server = await Server.start();
  server.open('base/service.yaml', service('web'));
  const uri = server.open('base/kustomization.yaml', 'resources:\n  - service.yaml\n');
  const links = await server.request<{ target: string }[]>('textDocument/documentLink', {
    textDocument: { uri },
  });
  expect(links.map(({ target }) => target)).toEqual([server.uri('base/service.yaml')]);
});
