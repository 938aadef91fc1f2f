import * as vscode from 'vscode';
import { isEnabled, onDidChangeEnabled } from './configuration.ts';
import type { ExtensionState } from './extensionState.ts';

/**
 * Starts the language server at the first manifest that is to be checked. Nothing runs before, and nothing in a
 * window without manifests.
 */
export function startAtFirstManifest({ manifests, server }: ExtensionState): vscode.Disposable {
  let started = false;
  const start = (): void => {
    if (started || ![...manifests.documents].some(isEnabled)) return;
    started = true;
    // A failure is in the log and in the status bar; a message on top would only be in the way.
    void server.start().catch(() => undefined);
  };
  start();
  return vscode.Disposable.from(manifests.onDidFind(start), onDidChangeEnabled(start));
}
