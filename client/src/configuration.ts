import * as vscode from 'vscode';
import { SECTION } from '../../server/src/core/settings.ts';

/** Whether a document is to be checked at all, as the settings of its folder say. */
export function isEnabled({ uri }: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(SECTION, uri).get('enable', true);
}

/** Fires when some folder's answer to `isEnabled` may have changed. */
export function onDidChangeEnabled(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${SECTION}.enable`)) listener();
  });
}
