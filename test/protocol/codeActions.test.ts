import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type {
  CodeAction,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerOptions } from '../harness/server.ts';
import { pod, Server } from '../harness/server.ts';

let server: Server;
afterEach(async () => {
  await server.stop();
});

/** Opens a text, waits for the findings and gives the actions at a place. */
async function actionsAt(
  text: string,
  place: [number, number],
  code = 'image-tag-latest',
  options: ServerOptions = {},
): Promise<{ uri: string; titles: string[]; pick: (title: string) => Promise<CodeAction> }> {
  server = await Server.start(options);
  const uri = server.open('a.yaml', text);
  await server.message<{ uri: string; diagnostics: { code: string }[] }>(
    'textDocument/publishDiagnostics',
    (params) => params.uri === uri && params.diagnostics.some((one) => one.code === code),
  );
  const actions = await server.codeActions(uri, place);
  const pick = async (title: string): Promise<CodeAction> => {
    const found = actions.find((action) => action.title === title);
    if (!found) throw new Error(`no action "${title}" among ${actions.map((one) => one.title).join(', ')}`);
    return found.data === undefined ? found : server.request<CodeAction>('codeAction/resolve', found);
  };
  return { uri, titles: actions.map(({ title }) => title), pick };
}

/** A text after the edits of one file; snippets are put in as they are. */
function applied(edit: WorkspaceEdit | undefined, uri: string, text: string): string {
  const list = (edit?.documentChanges ?? []).filter(
    (change): change is TextDocumentEdit => 'edits' in change,
  );
  const edits = list.filter(({ textDocument }) => textDocument.uri === uri).flatMap((change) => change.edits);
  const plain = edits.map((one): TextEdit => ({
    range: one.range,
    newText: 'snippet' in one ? one.snippet.value : one.newText,
  }));
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), plain);
}

function snippetsOf(edit: WorkspaceEdit | undefined): SnippetTextEdit[] {
  const list = (edit?.documentChanges ?? []).filter(
    (change): change is TextDocumentEdit => 'edits' in change,
  );
  return list.flatMap(({ edits }) => edits).filter((one) => 'snippet' in one);
}

const OLD = 'k8s.gcr.io/pause:3.9';

describe('quick fixes', () => {
  it('name the finding, and prefer the first safe fix', async () => {
    const text = pod(OLD);
    const { uri, titles, pick } = await actionsAt(text, [6, 20], 'deprecated-image-registry');
    expect(titles.slice(0, 4)).toEqual([
      'Change to registry.k8s.io/pause:3.9',
      'Waive deprecated-image-registry for this line',
      'Waive deprecated-image-registry for this Pod',
      'Waive deprecated-image-registry for the project',
    ]);
    const fix = await pick('Change to registry.k8s.io/pause:3.9');
    expect(fix).toMatchObject({
      kind: 'quickfix',
      isPreferred: true,
      diagnostics: [{ code: 'deprecated-image-registry' }],
    });
    expect(applied(fix.edit, uri, text)).toBe(pod('registry.k8s.io/pause:3.9'));
    expect(fix.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 1 } });
  });

  it('offer what is to be confirmed as a tab stop', async () => {
    const text = pod('nginx:latest');
    const { uri, pick } = await actionsAt(text, [6, 20]);
    const { edit, isPreferred } = await pick('Name a version');
    expect(isPreferred).toBeUndefined();
    expect(snippetsOf(edit)).toHaveLength(1);
    expect(applied(edit, uri, text)).toBe(pod('nginx:${1:1.0.0}'));
  });

  it('start a snippet of several lines where VS Code adds no indentation', async () => {
    const text = pod('nginx:1');
    const { uri, pick } = await actionsAt(text, [7, 13], 'resources-missing');
    const { edit } = await pick('Add requests and a memory limit');
    const [snippet] = snippetsOf(edit);
    expect(snippet?.range.start.character).toBe(0);
    expect(applied(edit, uri, text)).toContain(
      '      name: web\n      resources:\n        requests:\n          cpu: ${1:100m}\n',
    );
  });

  it('ask for it in a comment where there are no tab stops', async () => {
    const text = pod('nginx:latest');
    const workspace = { workspaceEdit: { documentChanges: true } };
    const { uri, pick } = await actionsAt(text, [6, 20], 'image-tag-latest', { capabilities: { workspace } });
    const { edit } = await pick('Name a version');
    expect(applied(edit, uri, text)).toBe(pod('nginx:1.0.0 # TODO: name the version'));
  });

  it('fix all problems of one check, or all that is safe', async () => {
    const text = [pod(OLD, 'a'), pod('nginx', 'b'), pod(OLD, 'c')].join('---\n');
    const { uri, pick, titles } = await actionsAt(text, [6, 20], 'deprecated-image-registry');
    const wanted = text.replaceAll('k8s.gcr.io', 'registry.k8s.io');
    const byId = await pick('Fix all deprecated-image-registry problems in this file');
    expect(applied(byId.edit, uri, text)).toBe(wanted);
    expect(titles).toContain('Apply all safe fixes');
    const [all] = await server.codeActions(uri, [0, 0], ['source.fixAll.kubeGuardrails']);
    expect(all?.kind).toBe('source.fixAll.kubeGuardrails');
    const resolved = await server.request<CodeAction>('codeAction/resolve', all);
    expect(applied(resolved.edit, uri, text)).toBe(wanted);
    expect(await server.codeActions(uri, [0, 0], ['source'])).toHaveLength(1);
    expect(await server.codeActions(uri, [6, 20], ['refactor'])).toEqual([]);
    // The state of the server is as before.
    const version = server.change(uri, `${text}\n`);
    const { diagnostics } = await server.version(uri, version);
    expect(diagnostics.filter(({ code }) => code === 'deprecated-image-registry')).toHaveLength(2);
  });

  it('come with their edits where the editor does not ask for them later', async () => {
    const text = [pod(OLD, 'a'), pod(OLD, 'b')].join('---\n');
    const textDocument = { codeAction: {} };
    const { uri } = await actionsAt(text, [6, 20], 'deprecated-image-registry', {
      capabilities: { textDocument },
    });
    const [all] = await server.codeActions(uri, [0, 0], ['source.fixAll']);
    expect(applied(all?.edit, uri, text)).toBe(text.replaceAll('k8s.gcr.io', 'registry.k8s.io'));
  });
});

describe('waivers', () => {
  it('silence a line, with the reason as a tab stop, and are merged into the comment that is there', async () => {
    const text = pod('nginx');
    const { uri, pick } = await actionsAt(text, [6, 15]);
    const { edit } = await pick('Waive image-tag-latest for this line');
    const after = applied(edit, uri, text);
    expect(after.split('\n')[6]).toBe(
      '    # kube-guardrails-disable-next-line image-tag-latest -- ${1:say why}',
    );
    server.change(uri, after.replace('image-tag-latest', 'host-port'));
    await server.version(uri, 2);
    const actions = await server.codeActions(uri, [7, 15]);
    const merged = actions.find(({ title }) => title === 'Waive image-tag-latest for this line');
    const twice = applied(merged?.edit, uri, after.replace('image-tag-latest', 'host-port'));
    expect(twice.split('\n')[6]).toBe(
      '    # kube-guardrails-disable-next-line host-port, image-tag-latest -- ${1:say why}',
    );
    server.change(uri, twice);
    await server.version(uri, 3);
    await server.findings('a.yaml', [], ['image-tag-latest']);
  });

  it('silence an object', async () => {
    const text = pod('nginx');
    const { uri, pick } = await actionsAt(text, [6, 15]);
    const { edit } = await pick('Waive image-tag-latest for this Pod');
    const after = applied(edit, uri, text);
    expect(after).toContain('  annotations:\n    kube-guardrails/ignore: image-tag-latest -- ${1:say why}\n');
    server.change(uri, after);
    await server.findings('a.yaml', [], ['image-tag-latest']);
  });

  it('are not written as comments into JSON or flow collections', async () => {
    const text =
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"},\n "spec": {"containers": [\n  {"name": "web", "image": "nginx"}]}}\n';
    const { titles } = await actionsAt(text, [2, 30]);
    expect(titles).toContain('Waive image-tag-latest for this Pod');
    expect(titles).not.toContain('Waive image-tag-latest for this line');
  });

  it('silence the project in a new config file, and then in the one that is there', async () => {
    const text = pod('nginx');
    const { uri, pick } = await actionsAt(text, [6, 15]);
    const { edit } = await pick('Waive image-tag-latest for the project');
    const config = server.uri('.kube-guardrails.yaml');
    expect(edit?.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: config });
    const created = applied(edit, config, '');
    expect(created).toBe('checks:\n  image-tag-latest: off\n');
    expect(existsSync(join(server.root, '.kube-guardrails.yaml'))).toBe(false);
    const other = '# ours\nchecks:\n  host-port: error # strict\nignore: []\n';
    server.write('.kube-guardrails.yaml', other);
    server.watched(['.kube-guardrails.yaml', 'created']);
    const again = await pick('Waive image-tag-latest for the project');
    const after = applied(again.edit, config, other);
    expect(after).toMatch(
      /^# ours\nchecks:\n {2}host-port: error # strict\n {2}image-tag-latest: "?off"?\nignore: \[\]\n$/,
    );
    server.write('.kube-guardrails.yaml', after);
    server.watched(['.kube-guardrails.yaml', 'changed']);
    await server.findings(uri, [], ['image-tag-latest']);
  });

  it('are not offered for the project where the editor cannot create its config file', async () => {
    const workspace = { workspaceEdit: { documentChanges: true, resourceOperations: [] } };
    const { titles } = await actionsAt(pod('nginx'), [6, 15], 'image-tag-latest', {
      capabilities: { workspace },
    });
    expect(titles).toContain('Waive image-tag-latest for this Pod');
    expect(titles).not.toContain('Waive image-tag-latest for the project');
  });

  it('that silence nothing can be removed', async () => {
    const text = pod('nginx:1').replace(
      '    - image',
      '    # kube-guardrails-disable-next-line image-tag-latest -- old\n    - image',
    );
    const { uri, pick } = await actionsAt(text, [6, 10], 'unused-waiver');
    const { edit, isPreferred } = await pick('Remove the waiver');
    expect(isPreferred).toBe(true);
    expect(applied(edit, uri, text)).toBe(pod('nginx:1'));
  });
});

describe('explanations', () => {
  it('are left to the command of an editor that has one', async () => {
    const pageLink = 'command:kubeGuardrails.explain?%5B%22{id}%22%5D';
    const { pick, uri } = await actionsAt(pod('nginx'), [6, 15], 'image-tag-latest', {
      initializationOptions: { pageLink },
    });
    const { command } = await pick('Explain image-tag-latest');
    expect(command).toMatchObject({ command: 'kubeGuardrails.explain', arguments: ['image-tag-latest'] });
    expect(
      server.last(uri)?.diagnostics.find(({ code }) => code === 'image-tag-latest')?.codeDescription?.href,
    ).toBe('command:kubeGuardrails.explain?%5B%22image-tag-latest%22%5D');
    expect(server.initialized?.capabilities.executeCommandProvider).toBeUndefined();
  });

  it('are opened by the server elsewhere', async () => {
    const window = { showDocument: { support: true } };
    const { pick } = await actionsAt(pod('nginx'), [6, 15], 'image-tag-latest', { capabilities: { window } });
    const { command } = await pick('Explain image-tag-latest');
    await server.request('workspace/executeCommand', command);
    const shown = await server.message<{ uri: string }>('window/showDocument');
    expect(existsSync(new URL(shown.uri))).toBe(true);
  });
});
