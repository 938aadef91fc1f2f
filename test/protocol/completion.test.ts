import type { CompletionItem, CompletionList, MarkupContent, TextEdit } from 'vscode-languageserver';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Server, pod } from '../harness/server.ts';

const SNIPPETS = {
  capabilities: {
    textDocument: {
      completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    },
  },
};

let server: Server;
beforeEach(async () => {
  server = await Server.start(SNIPPETS);
});
afterEach(async () => {
  await server.stop();
});

async function complete(uri: string, line: number, character: number): Promise<CompletionItem[]> {
  const params = { textDocument: { uri }, position: { line, character } };
  return (await server.request<CompletionList | null>('textDocument/completion', params))?.items ?? [];
}

describe('completion', () => {
  it('asks again where there is more to choose, in an editor that has our commands', async () => {
    await server.stop();
    server = await Server.start({ initializationOptions: { pageLink: 'command:explain?{id}' }, ...SNIPPETS });
    const uri = server.open('a.yaml', `${pod('nginx:1')}  \n`);
    const items = await complete(uri, 8, 2);
    const asking = items.filter(({ command }) => command).map(({ label }) => label);
    expect(asking).toContain('affinity');
    expect(asking).toContain('serviceAccountName');
    expect(asking).not.toContain('hostname');
    expect(items.find(({ command }) => command)?.command?.command).toBe('editor.action.triggerSuggest');
    const other = server.open('b.yaml', `${pod('nginx:2', 'other')}    - image: \n`);
    expect((await complete(other, 8, 13)).map(({ label, detail }) => [label, detail])).toEqual([
      ['nginx:1', 'image of Pod web'],
      ['nginx:2', 'image of Pod other'],
    ]);
  });

  it('answers right behind an edit, in a document that is broken there', async () => {
    const uri = server.open('a.yaml', pod('nginx:1'));
    server.change(uri, `${pod('nginx:1')}  host\n`);
    const items = await complete(uri, 8, 6);
    const network = items.find(({ label }) => label === 'hostNetwork');
    expect(network).toMatchObject({ detail: 'boolean', insertTextFormat: 2 });
    expect(network?.textEdit).toEqual({
      range: { start: { line: 8, character: 2 }, end: { line: 8, character: 6 } },
      newText: 'hostNetwork: ${1|true,false|}',
    });
  });

  it('describes an item when it is asked to', async () => {
    const uri = server.open('a.yaml', `${pod('nginx:1')}  \n`);
    const items = await complete(uri, 8, 2);
    const item = items.find(({ label }) => label === 'restartPolicy');
    expect(item?.documentation).toBeUndefined();
    const resolved = await server.request<CompletionItem>('completionItem/resolve', item);
    expect((resolved.documentation as MarkupContent).value).toMatch(
      /^\*\*restartPolicy\*\*: .*default.*Always/,
    );
  });

  it('counts from the start of the file in later documents, and keeps the indentation', async () => {
    const text = `${pod('nginx:1')}---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  sel`;
    const uri = server.open('a.yaml', text);
    const [item] = await complete(uri, 12, 5);
    expect(item?.label).toBe('selector');
    expect((item?.textEdit as TextEdit | undefined)?.newText).toContain(
      'selector:\n    matchLabels:\n      app: ',
    );
    expect(item?.insertTextMode).toBe(1);
  });

  it('offers names of what lies beside the file, newest text included', async () => {
    server.open('config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n');
    const text = `${pod('nginx:1')}      envFrom:\n        - configMapRef:\n            name: \n`;
    const uri = server.open('a.yaml', text);
    const items = await complete(uri, 10, 18);
    expect(items.map(({ label, detail, kind }) => [label, detail, kind])).toEqual([
      ['settings', 'ConfigMap in config.yaml', 18],
      ['kube-root-ca.crt', 'ConfigMap of every cluster', 18],
    ]);
  });

  it('offers whole objects in an empty file, and nothing in other YAML', async () => {
    const empty = server.open('new.yaml', '');
    expect((await complete(empty, 0, 0)).map(({ label }) => label)).toContain('Deployment');
    const compose = server.open('compose.yaml', 'services:\n  \n');
    expect(await complete(compose, 1, 2)).toEqual([]);
    const json = server.open('a.json', '', 'json');
    expect(await complete(json, 0, 0)).toEqual([]);
  });

  it('goes by the version that a comment names', async () => {
    const uri = server.open('a.yaml', `# kube-guardrails-kubernetes-version: 1.28\n${pod('nginx:1')}  \n`);
    const labels = (await complete(uri, 9, 2)).map(({ label }) => label);
    expect(labels).toContain('hostNetwork');
    expect(labels).not.toContain('resources');
  });
});
