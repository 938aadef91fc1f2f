import * as vscode from 'vscode';
import type { Command } from '../extensionState.ts';

/** Applies every safe fix to the manifest at hand, in one edit that one undo takes back. */
export const fixAll: Command = async ({ manifests, server }) => {
  const document = manifests.editor?.document;
  if (!document) {
    void vscode.window.showInformationMessage(
      'Open a Kubernetes manifest first: there is nothing to fix here.',
    );
    return;
  }
  await server.start();
  const edit = await fixAllEdit(document);
  if (!edit || edit.size === 0) {
    void vscode.window.showInformationMessage('There is no safe fix to apply here.');
    return;
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error('the editor refused the fixes; the file may be read-only');
};

const KIND = vscode.CodeActionKind.SourceFixAll.append('kubeGuardrails');

async function fixAllEdit(document: vscode.TextDocument): Promise<vscode.WorkspaceEdit | undefined> {
  const whole = new vscode.Range(
    new vscode.Position(0, 0),
    document.lineAt(document.lineCount - 1).range.end,
  );
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    KIND.value,
    // So many actions have their edits resolved.
    1,
  );
  return actions.find((action) => action.kind && KIND.contains(action.kind))?.edit;
}
