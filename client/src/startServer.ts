import * as vscode from 'vscode';
import type { ExtensionState } from './extensionState.ts';

/** Starts the language server at the first manifest. Nothing runs before, and nothing in a window without manifests. */
export function startAtFirstManifest({ manifests, server }: ExtensionState): vscode.Disposable {
  // A failure is in the log and in the status bar; a message on top would only be in the way.
  const start = (): void => void server.start().catch(() => undefined);
  if (manifests.documents.size > 0) {
    start();
    return new vscode.Disposable(() => undefined);
  }
  const once = manifests.onDidFind(() => {
    once.dispose();
    start();
  });
  return once;
}
