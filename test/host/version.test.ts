/* oxlint-disable vitest/expect-expect -- these are tests of mocha; until() asserts */
import * as vscode from 'vscode';
import { extension, fileUri, openText, untilFindings, until } from './host.ts';

/** `hostUsers` came with 1.25. */
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: registry.example.com/web:1.0.0
`;
const TWO = `${POD}---\n# kube-guardrails-kubernetes-version: 1.30\n${POD}`;
const COMMENT_LINE = 11;

describe('the Kubernetes version', () => {
  afterEach(async () => {
    await configuration().update('kubernetesVersion', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is followed as soon as the settings of the folder say another one', async () => {
    const document = await openText(POD);
    await untilFindings(document.uri, (ids) => ids.includes('resources-missing'));
    await untilShown('1.36');
    await configuration().update('kubernetesVersion', '1.22', vscode.ConfigurationTarget.WorkspaceFolder);
    await untilFindings(document.uri, (ids) => ids.includes('unknown-field'));
    await untilShown('1.22');
  });

  it('is that of the document under the cursor', async () => {
    const document = await openText(TWO);
    await untilFindings(document.uri, (ids) => ids.includes('resources-missing'));
    await untilShown('1.36');
    moveTo(COMMENT_LINE);
    await untilShown('1.30');
    moveTo(0);
    await untilShown('1.36');
  });
});

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('kubeGuardrails', fileUri('deployment.yaml'));
}

function moveTo(line: number): void {
  const editor = vscode.window.activeTextEditor;
  if (editor) editor.selection = new vscode.Selection(line, 0, line, 0);
}

async function untilShown(version: string): Promise<void> {
  const api = extension().exports;
  await until(
    () => api.kubernetesVersion === version,
    (again) => api.onDidChangeVersion(again),
    () => `version in the status bar: ${api.kubernetesVersion ?? 'none'}`,
  );
}
