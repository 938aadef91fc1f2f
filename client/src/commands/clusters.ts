import * as vscode from 'vscode';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import type { Node } from '../explorer/node.ts';
import type { Command } from '../extensionState.ts';

/** Commands of the view of clusters. Their argument is a row of it. */
export const refreshClusters: Command = async ({ clusters, server }) => {
  const { explorer, questions } = await clusters.load();
  explorer.reload();
  questions.forgetNames();
  await server.clusterChanged();
};

export const openYaml: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).documents.show(objectOf(argument));
};

export const copyName: Command = async ({ clusters }, argument) => {
  // A key has no argument.
  const nodes = argument === undefined ? clusters.selection : [nodeOf(argument)];
  await vscode.env.clipboard.writeText(nodes.map(({ look }) => look.label).join('\n'));
};

export const copyYaml: Command = async ({ clusters }, argument) => {
  const { context, path } = objectOf(argument);
  await vscode.env.clipboard.writeText(await (await clusters.load()).documents.text(context, path));
};

export const toggleManagedFields: Command = async ({ clusters }) => {
  (await clusters.load()).documents.toggleManagedFields();
};

/** What a click on a row does that is no object. */
export const act: Command = async (_state, argument) => {
  nodeOf(argument).act?.();
};

/** The row that a command was called on. */
export function nodeOf(argument: unknown): Node {
  const node = argument as Partial<Node> | undefined;
  if (typeof node?.id === 'string' && node.look) return node as Node;
  throw new Error('choose a row in the view "Clusters" first');
}

export function objectOf(argument: unknown): ObjectNode {
  const node = nodeOf(argument);
  if ('path' in node && 'context' in node) return node as ObjectNode;
  throw new Error('choose an object in the view "Clusters" first');
}
