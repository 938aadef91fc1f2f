import * as vscode from 'vscode';
import { CONFIG_FILE } from '../../../server/src/core/checks/config/fileName.ts';
import { STARTER_CONFIG } from '../../../server/src/core/checks/config/starter.ts';
import type { Command } from '../extensionState.ts';

/** Opens `.kube-guardrails.yaml` of the folder at hand; where there is none, a draft of it that is not saved yet. */
export const configure: Command = async ({ manifests }) => {
  const folder = folderAtHand(manifests.editor?.document.uri);
  if (!folder) throw new Error('open a folder first: the configuration lies in it');
  const uri = vscode.Uri.joinPath(folder.uri, CONFIG_FILE);
  if (await exists(uri)) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === '')
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), STARTER_CONFIG));
};

/** The workspace folder of a document, else the first one. */
export function folderAtHand(uri: vscode.Uri | undefined): vscode.WorkspaceFolder | undefined {
  return (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
