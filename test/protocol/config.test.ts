import type { CompletionList, Hover, MarkupContent } from 'vscode-languageserver';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Server, pod } from '../harness/server.ts';

let server: Server;
beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  await server.stop();
});

const CONFIG = '.kube-guardrails.yaml';

describe('the config file in the editor', () => {
  it('is completed', async () => {
    const uri = server.open(CONFIG, 'overrides:\n  - containers: [web]\n    checks:\n      image-t\n');
    const list = await server.request<CompletionList>('textDocument/completion', {
      textDocument: { uri },
      position: { line: 3, character: 13 },
    });
    const item = list.items.find(({ label }) => label === 'image-tag-latest');
    expect(item?.textEdit).toMatchObject({ newText: 'image-tag-latest: off' });
    expect(item?.detail).toMatch(/image/i);
  });

  it('is explained', async () => {
    const uri = server.open(CONFIG, 'checks:\n  image-tag-latest: off\n');
    const hover = await server.request<Hover>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 5 },
    });
    expect((hover.contents as MarkupContent).value).toMatch(
      /Recommended: `warning`[^]*image-tag-latest\.md\)/,
    );
    expect(hover.range).toEqual({ start: { line: 1, character: 2 }, end: { line: 1, character: 18 } });
  });

  it('is checked, with a fix, and the rest of it applies', async () => {
    const manifest = server.open('a.yaml', pod('nginx'));
    await server.findings('a.yaml', ['image-tag-latest']);
    const text = 'extend: []\noverrides:\n  - containers: [web]\n    checks: { image-tag-latest: off }\n';
    const uri = server.open(CONFIG, text);
    await server.findings(CONFIG, ['invalid-config']);
    await server.findings('a.yaml', []);
    const actions = await server.codeActions(uri, [0, 2]);
    expect(actions.map(({ title }) => title)).toContain('Rename to extends');
    server.change(uri, text.replace('extend:', 'extends:').replace('[web]', '[other]'));
    await server.findings(CONFIG, []);
    await server.findings('a.yaml', []);
    server.close(manifest);
  });

  it('checks what it describes itself, and links to it', async () => {
    const config = server.open(
      CONFIG,
      'extends: []\ncustomChecks:\n  team-label:\n    field: metadata.labels.team\n    required: true\n',
    );
    const manifest = server.open('a.yaml', pod('nginx:1'));
    const [finding] = await server.findings('a.yaml', ['team-label'], ['team-label']);
    expect(finding?.codeDescription?.href).toBe(config);
    const hover = await server.request<Hover>('textDocument/hover', {
      textDocument: { uri: manifest },
      position: finding?.range.start,
    });
    expect((hover.contents as MarkupContent).value).toContain('is missing');
    const titles = (await server.codeActions(manifest, [2, 0])).map(({ title }) => title);
    expect(titles).toContain('Waive team-label for this line');
    expect(titles).not.toContain('Explain team-label');
  });
});
