import * as vscode from 'vscode';
import { MANAGER } from '../../cluster/change/apply/applyStep.ts';

/** Arguments of the kubectl command that applies a file as we do: as the same manager, checked by the server. */
export function applyCommand({ uri }: vscode.TextDocument, ...more: readonly string[]): readonly string[] {
  const file = vscode.workspace.asRelativePath(uri);
  return ['apply', '--server-side', ...more, `--field-manager=${MANAGER}`, '-f', file];
}
