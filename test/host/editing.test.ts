/* oxlint-disable vitest/expect-expect -- these are tests of mocha; untilFindings() asserts */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import {
  extension,
  findings,
  fileUri,
  open,
  openText,
  serverProcesses,
  until,
  untilFindings,
} from './host.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:latest
`;

describe('editing', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says what a ServiceAccount may do without loading what reaches clusters', async () => {
    const { uri } = await openText(POD.replace('spec:', 'spec:\n  serviceAccountName: builder'));
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
    const at = new vscode.Position(5, 25);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      at,
    );
    const texts = hovers
      .flatMap(({ contents }) => contents)
      .map((one) => (one as vscode.MarkdownString).value);
    assert.match(texts.join(), /as ServiceAccount builder, by the manifests of this workspace: nothing/);
    const loaded = Object.keys(createRequire(__filename).cache).map((path) => basename(path));
    assert.ok(loaded.includes('languageClient.js'), loaded.join());
    assert.ok(!loaded.includes('clusters.js'), loaded.join());
  });

  it('publishes findings with their place, severity and code', async () => {
    const { uri } = await open('deployment.yaml');
    await untilFindings(uri, (ids) => ids.includes('resources-missing'));
    const missing = vscode.languages
      .getDiagnostics(uri)
      .find(({ code }) => codeOf(code) === 'resources-missing');
    assert.equal(missing?.source, 'kube-guardrails');
    assert.equal(missing?.severity, vscode.DiagnosticSeverity.Error);
    assert.deepEqual(missing && textAt(await vscode.workspace.openTextDocument(uri), missing.range), 'web');
  });

  it('follows the text as it is typed', async () => {
    const document = await openText(POD);
    await untilFindings(document.uri, (ids) => ids.includes('image-tag-latest'));
    await replace(document, 'nginx:latest', 'nginx:1.29.3');
    await untilFindings(
      document.uri,
      (ids) => !ids.includes('image-tag-latest') && ids.includes('resources-missing'),
    );
  });

  it('offers quick fixes whose edits apply', async () => {
    const document = await openText(POD);
    await untilFindings(document.uri, (ids) => ids.includes('image-tag-latest'));
    const at = document.positionAt(document.getText().indexOf('latest'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.QuickFix.value,
      100,
    );
    const waive = actions.find(({ title }) => /this line/.test(title));
    assert.ok(waive?.edit, actions.map(({ title }) => title).join(', '));
    await vscode.workspace.applyEdit(waive.edit);
    assert.match(document.getText(), /# kube-guardrails-disable-next-line image-tag-latest/);
    await untilFindings(document.uri, (ids) => !ids.includes('image-tag-latest'));
  });

  it('heeds a changed setting at once', async () => {
    const { uri } = await open('deployment.yaml');
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
    const settings = vscode.workspace.getConfiguration('kubeGuardrails', uri);
    await settings.update('checks', { 'image-tag-latest': 'off' }, vscode.ConfigurationTarget.Workspace);
    await untilFindings(uri, (ids) => !ids.includes('image-tag-latest') && ids.includes('resources-missing'));
    await settings.update('checks', undefined, vscode.ConfigurationTarget.Workspace);
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
  });

  it('heeds a changed configuration file at once', async () => {
    const { uri } = await open('deployment.yaml');
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
    const config = fileUri('.kube-guardrails.yaml');
    await vscode.workspace.fs.writeFile(config, Buffer.from('checks:\n  image-tag-latest: off\n'));
    await untilFindings(uri, (ids) => !ids.includes('image-tag-latest'));
    await vscode.workspace.fs.delete(config);
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
  });

  it('creates a config file, and never over one that is there', async () => {
    const config = fileUri('.kube-guardrails.yaml');
    await open('deployment.yaml');
    await vscode.commands.executeCommand('kubeGuardrails.createConfig');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), config.toString());
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^extends: \[recommended\]$/m);
    assert.deepEqual(findings(config), []);
    await vscode.workspace.fs.writeFile(config, Buffer.from('ignore: []\n'));
    await vscode.commands.executeCommand('kubeGuardrails.createConfig');
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(config)).toString(), 'ignore: []\n');
    await vscode.workspace.fs.delete(config);
  });

  it('applies all safe fixes in one step that one undo takes back', async () => {
    const document = await open('fixable.yaml');
    const before = document.getText();
    await untilFindings(document.uri, (ids) => ids.includes('invalid-port') && ids.includes('api-protocol'));
    await vscode.commands.executeCommand('kubeGuardrails.fixAll');
    assert.equal(document.getText(), before.replace('"8080"', '8080').replace('tcp', 'TCP'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('lists the findings of files that are not open', async () => {
    await open('deployment.yaml');
    await untilFindings(fileUri('closed/service.yaml'), (ids) => ids.includes('invalid-port'));
    await vscode.workspace.fs.delete(fileUri('closed/service.yaml'));
    await untilFindings(fileUri('closed/service.yaml'), (ids) => ids.length === 0);
  });

  it('leaves YAML alone that is no Kubernetes object', async () => {
    const { uri } = await open('deployment.yaml');
    const plain = await openText('image: nginx:latest\ncontainers: []\n');
    await untilFindings(uri, (ids) => ids.length > 0);
    assert.deepEqual(findings(plain.uri), []);
    const completion = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      plain.uri,
      new vscode.Position(1, 0),
    );
    const ours = completion.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    assert.deepEqual(ours, []);
  });

  it('says what is wrong, why and what to do when hovered over', async () => {
    const document = await open('deployment.yaml');
    await untilFindings(document.uri, (ids) => ids.includes('image-tag-latest'));
    const at = document.positionAt(document.getText().indexOf('latest'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : part.value)),
    );
    assert.match(text.join('\n'), /rollout|restart/);
  });

  it('restarts the server on demand', async () => {
    const { uri } = await open('deployment.yaml');
    await untilFindings(uri, (ids) => ids.length > 0);
    const before = serverProcesses();
    await vscode.commands.executeCommand('kubeGuardrails.restartServer');
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
    const api = await extension().activate();
    assert.equal(api.serverState, 'running');
    if (process.platform === 'linux') assert.notDeepEqual(serverProcesses(), before);
  });

  it('shows a server that was killed again', async () => {
    const { uri } = await open('deployment.yaml');
    await untilFindings(uri, (ids) => ids.length > 0);
    const [pid] = serverProcesses();
    if (pid === undefined) return;
    process.kill(pid, 'SIGKILL');
    const api = await extension().activate();
    await until(
      () => api.serverState === 'running' && serverProcesses().some((other) => other !== pid),
      (again) => vscode.languages.onDidChangeDiagnostics(again),
      () => `server is ${api.serverState}`,
    );
    await untilFindings(uri, (ids) => ids.includes('image-tag-latest'));
  });
});

function codeOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

function textAt(document: vscode.TextDocument, range: vscode.Range): string {
  return document.getText(range);
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, to);
  await vscode.workspace.applyEdit(edit);
}
