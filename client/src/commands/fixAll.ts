import * as vscode from 'vscode';
import type { CodeAction, CodeActionParams } from 'vscode-languageclient';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Command } from '../extensionState.ts';
import { inform } from '../notice.ts';

/** Applies every safe fix to the manifest at hand, in one edit that one undo takes back. */
export const fixAll: Command = async ({ manifests, server }) => {
  const document = manifests.editor?.document;
  if (!document) {
    void inform('Open a Kubernetes manifest first: there is nothing to fix here.');
    return;
  }
  const edit = await fixAllEdit(await server.start(), document);
  if (!edit || edit.size === 0) {
    void inform('There is no safe fix to apply here.');
    return;
  }
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error('the editor refused the fixes; the file may be read-only');
};

const KIND = vscode.CodeActionKind.SourceFixAll.append('kubeGuardrails').value;

/** Asks the server and not the editor, which drops a request while other extensions are still starting. */
async function fixAllEdit(
  client: LanguageClient,
  document: vscode.TextDocument,
): Promise<vscode.WorkspaceEdit | undefined> {
  const { code2ProtocolConverter: toServer, protocol2CodeConverter: fromServer } = client;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const params: CodeActionParams = {
    textDocument: toServer.asTextDocumentIdentifier(document),
    range: toServer.asRange(new vscode.Range(new vscode.Position(0, 0), end)),
    context: { diagnostics: [], only: [KIND] },
  };
  const [action] = (await client.sendRequest<CodeAction[] | null>('textDocument/codeAction', params)) ?? [];
  if (!action) return undefined;
  const { edit } = action.edit ? action : await client.sendRequest<CodeAction>('codeAction/resolve', action);
  return edit && fromServer.asWorkspaceEdit(edit);
}
