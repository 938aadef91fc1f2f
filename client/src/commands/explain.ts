import * as vscode from 'vscode';
import type { Command, ExtensionState } from '../extensionState.ts';
import { listPages, pageUri, readPage } from '../pages.ts';

/** Shows a check's page: that of the id given, else of the one picked. Works offline and in untrusted workspaces. */
export const explain: Command = async ({ context }, argument) => {
  const id = typeof argument === 'string' ? argument : await pickCheck(context);
  if (id === undefined) return;
  if ((await readPage(context, id)) === undefined) throw new Error(`there is no check "${id}"`);
  await showPage(pageUri(id));
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

/** As a preview beside the manifest; as plain text where the Markdown extension is switched off. */
async function showPage(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  } catch {
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
}
