import type { Operations } from '../clusters/change/operations.ts';
import * as vscode from 'vscode';
import type { ContainerNode } from '../explorer/nodes/containerNodes.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import type { Command } from '../extensionState.ts';
import { boundTo } from '../liveScheme.ts';
import { nodeOf, objectOf } from './clusters.ts';

/** Commands for what runs in clusters: each takes a row of the view. */
export const scale = operation((operations, node) => operations.scale(node));
export const rollBack = operation((operations, node) => operations.rollBack(node));
export const pauseRollout = operation((operations, node) => operations.pause(node, true));
export const resumeRollout = operation((operations, node) => operations.pause(node, false));
export const suspend = operation((operations, node) => operations.suspend(node, true));
export const resume = operation((operations, node) => operations.suspend(node, false));
export const runNow = operation((operations, node) => operations.runNow(node));
export const runAgain = operation((operations, node) => operations.runAgain(node));
export const editSecretValue = operation((operations, node) => operations.editSecretValue(node));
export const cordon = operation((operations, node) => operations.cordon(node, true));
export const uncordon = operation((operations, node) => operations.cordon(node, false));

export const drain = operation((operations, node) => operations.drain(node));

/** A pod, or one of its containers. */
export const debug: Command = async ({ clusters }, argument) => {
  const node = nodeOf(argument);
  const { operations } = await clusters.load();
  await operations.debug('container' in node ? (node as ContainerNode) : objectOf(node));
};

/** A row of the view, or the document that shows an object. */
export const edit: Command = async ({ clusters }, argument) => {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const isRow = argument !== undefined && !(argument instanceof vscode.Uri);
  const bound = isRow ? objectOf(argument) : uri && boundTo(uri);
  if (!bound) throw new Error('open an object in the view "Clusters" first');
  await (await clusters.load()).liveEdits.edit(bound.context, bound.path);
};

function operation(run: (operations: Operations, node: ObjectNode) => Promise<void>): Command {
  return async ({ clusters }, argument) => run((await clusters.load()).operations, objectOf(argument));
}
