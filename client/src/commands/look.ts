import * as vscode from 'vscode';
import { objectOf } from './clusters.ts';
import type { Command } from '../extensionState.ts';

/** Commands that look closer at objects of clusters. */
export const toggleSecrets: Command = async ({ clusters }, argument) => {
  const { documents } = await clusters.load();
  if (argument instanceof vscode.Uri || argument === undefined)
    await documents.toggleSecrets(argument ?? vscode.window.activeTextEditor?.document.uri);
  else await documents.toggleSecrets(documents.uri(objectOf(argument)));
};

export const selectForCompare: Command = async ({ clusters }, argument) => {
  (await clusters.load()).look.select(objectOf(argument));
};

export const compareWithSelected: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).look.compareWithSelected(objectOf(argument));
};

export const compareWithCluster: Command = async ({ clusters, context, manifests }) => {
  if (!manifests.editor) throw new Error('open a manifest first');
  await (await clusters.load()).look.compareWithCluster(manifests.editor, context.workspaceState);
};

export const chooseContext: Command = async ({ clusters, context }) => {
  await (await clusters.load()).look.chooseContext(context.workspaceState);
};
