import * as vscode from 'vscode';
import { nodeOf, objectOf } from './clusters.ts';
import type { Account } from '../cluster/look/access.ts';
import type { ReleaseNode } from '../explorer/nodes/helmNode.ts';
import type { ObjectNode } from '../explorer/nodes/objectNode.ts';
import type { PlaceNode } from '../explorer/nodes/placeNode.ts';
import type { Command } from '../extensionState.ts';

/** Commands that look closer at objects of clusters. */
export const toggleSecrets: Command = async ({ clusters }, argument) => {
  const { documents } = await clusters.load();
  if (argument instanceof vscode.Uri || argument === undefined)
    await documents.toggleSecrets(argument ?? vscode.window.activeTextEditor?.document.uri);
  else await documents.toggleSecrets(documents.uri(objectOf(argument)));
};

export const selectForCompare: Command = async ({ clusters }, argument) => {
  (await clusters.load()).look.select(comparableOf(argument));
};

export const compareWithSelected: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).look.compareWithSelected(comparableOf(argument));
};

export const compareWithCluster: Command = async ({ clusters, workspaceContext, manifests }) => {
  if (!manifests.editor) throw new Error('open a manifest first');
  await (await clusters.load()).look.compareWithCluster(manifests.editor, workspaceContext);
};

export const chooseContext: Command = async ({ clusters, workspaceContext }) => {
  await (await clusters.load()).look.chooseContext(workspaceContext);
};

export const findObject: Command = async ({ clusters, workspaceContext }) => {
  await (await clusters.load()).findObject(workspaceContext);
};

/** Takes the context of a row without asking which. */
export const useContext: Command = async ({ workspaceContext }, argument) => {
  await workspaceContext.set(nodeOf(argument).look.label);
};

/** An object or a namespace. */
function comparableOf(argument: unknown): ObjectNode | PlaceNode {
  const node = nodeOf(argument);
  return node.look.kind.startsWith('namespace') ? (node as PlaceNode) : objectOf(node);
}

/** Checks an object, a namespace or all of a context. */
export const checkLive: Command = async ({ clusters, server }, argument) => {
  const node = nodeOf(argument);
  const { look } = await clusters.load();
  if ('path' in node && 'context' in node) {
    const object = objectOf(node);
    await look.checks.check(
      { context: object.context, namespace: object.row.namespace, node: object },
      server,
    );
  } else if (node.look.kind === 'context') await look.checks.check({ context: node.look.label }, server);
  else {
    const { context, namespace } = node as PlaceNode;
    await look.checks.check({ context, namespace }, server);
  }
};

export const showRevisions: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).look.showRevisions(objectOf(argument));
};

export const showReleaseHistory: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).look.showReleaseHistory(releaseOf(argument));
};

export const showReleaseValues: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).look.showReleaseValues(releaseOf(argument));
};

export const compareReleases: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).look.compareReleases(releaseOf(argument));
};

/** What a ServiceAccount may do, or in a namespace oneself. */
export const showAccess: Command = async ({ clusters }, argument) => {
  const { look } = await clusters.load();
  const named = accountOf(argument);
  if (named) return look.accounts.show(named.context, named.account);
  const node = nodeOf(argument);
  if (node.look.kind === 'object.ServiceAccount') {
    const { context, row } = objectOf(node);
    await look.accounts.show(context, { name: row.name, namespace: row.namespace ?? '' });
  } else if (node.look.kind === 'context') await look.showOwnAccess(node.look.label, undefined);
  else await look.showOwnAccess((node as PlaceNode).context, (node as PlaceNode).namespace);
};

/** An account that a link names. */
function accountOf(argument: unknown): { readonly context: string; readonly account: Account } | undefined {
  const { context, account } = Object(argument) as { context?: unknown; account?: unknown };
  const { name, namespace } = Object(account) as Partial<Account>;
  return typeof context === 'string' && typeof name === 'string' && typeof namespace === 'string'
    ? { context, account: { name, namespace } }
    : undefined;
}

function releaseOf(argument: unknown): ReleaseNode {
  const node = nodeOf(argument);
  if (node.look.kind === 'release') return node as ReleaseNode;
  throw new Error('choose a Helm release in the view "Clusters" first');
}
