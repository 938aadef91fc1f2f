import * as vscode from 'vscode';
import type { Command, ExtensionState } from '../extensionState.ts';
import { listPages, pageUri, readPage } from '../pages.ts';

/** Shows a check's page: that of the id given, else of the one picked. Works offline and in untrusted workspaces. */
export const explain: Command = async ({ context, manifests }, argument) => {
  const id = typeof argument === 'string' ? argument : await pickCheck(context);
  if (id === undefined) return;
  if ((await readPage(context, id)) === undefined) throw new Error(`there is no check "${id}"`);
  // Beside the manifest, in the editor that the contributions name for this scheme: the Markdown preview.
  const column = manifests.editor?.viewColumn;
  await vscode.commands.executeCommand('vscode.open', pageUri(id), {
    viewColumn: column === undefined ? vscode.ViewColumn.Active : column + 1,
    preview: true,
  });
};

async function pickCheck(context: ExtensionState['context']): Promise<string | undefined> {
  const items = listPages(context).then((pages) =>
    pages.map(({ id, title }) => ({ label: id, detail: title })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which check?',
    matchOnDetail: true,
  });
  return picked?.label;
}
