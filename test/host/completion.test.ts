import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, open, openText, untilFindings } from './host.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:latest
      
`;

describe('completion and structure', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('offers fields at the right column and takes their snippets', async () => {
    const document = await openText(POD);
    await untilFindings(document.uri, (ids) => ids.includes('image-tag-latest'));
    const at = new vscode.Position(8, 6);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const probe = list.items.find(({ label }) => label === 'livenessProbe');
    assert.ok(probe, JSON.stringify(list.items.map(({ label }) => label)));
    assert.ok(probe.insertText instanceof vscode.SnippetString);
    await vscode.window.activeTextEditor?.insertSnippet(probe.insertText, at, {
      keepWhitespace: true,
    } as never);
    assert.ok(
      document
        .getText()
        .endsWith('      livenessProbe:\n        httpGet:\n          path: /healthz\n          port: http\n'),
      document.getText(),
    );
  });

  it('offers names of other objects and colours those that are there', async () => {
    const reference = '      envFrom:\n        - configMapRef:\n            name: ';
    const config = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
    const text = `${POD.trimEnd()}\n${reference}settings\n${config}`;
    await vscode.workspace.fs.writeFile(fileUri('names.yaml'), new TextEncoder().encode(text));
    const document = await open('names.yaml');
    await untilFindings(document.uri, (ids) => ids.includes('image-tag-latest'));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(10, 18),
    );
    assert.deepEqual(
      list.items.slice(0, 2).map(({ label, detail }) => [label, detail]),
      [
        ['settings', 'ConfigMap in this file'],
        ['kube-root-ca.crt', 'ConfigMap of every cluster'],
      ],
    );
    const tokens = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    assert.deepEqual([...tokens.data], [10, 18, 8, 0, 0]);
  });

  it('shows the outline', async () => {
    const document = await openText(POD);
    await untilFindings(document.uri, (ids) => ids.includes('image-tag-latest'));
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [['Pod web', ['web']]],
    );
  });
});
