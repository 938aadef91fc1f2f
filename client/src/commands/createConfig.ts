import * as vscode from 'vscode';
import { CONFIG_FILE } from '../../../server/src/core/checks/config/fileName.ts';
import { STARTER_CONFIG } from '../../../server/src/core/checks/config/starter.ts';
import type { Command } from '../extensionState.ts';
import { exists, folderAtHand } from './configure.ts';
import { inform } from '../notice.ts';

/** Writes a commented `.kube-guardrails.yaml` into the folder at hand and opens it. One that is there is only opened. */
export const createConfig: Command = async ({ manifests }) => {
  const folder = folderAtHand(manifests.editor?.document.uri);
  if (!folder) throw new Error('open a folder first: the configuration lies in it');
  const uri = vscode.Uri.joinPath(folder.uri, CONFIG_FILE);
  if (await exists(uri)) {
    void inform(`${CONFIG_FILE} exists already: it is left as it is.`);
  } else {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(STARTER_CONFIG));
  }
  await vscode.window.showTextDocument(uri);
};
