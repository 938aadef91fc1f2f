import type { Command } from '../extensionState.ts';
import type { Node } from '../explorer/node.ts';
import { nodeOf } from './clusters.ts';
import type { ClusterView } from '../clusters/clusterView.ts';

/** Commands about deleting. Their argument is a row of the view, or all that are chosen. */
export const deleteObjects: Command = async ({ clusters }, argument, chosen) => {
  await (await clusters.load()).changes.deletion.ofRows(rowsOf(clusters, argument, chosen));
};

/** Says of objects that they are not to be deleted, and why. */
export const lock: Command = async ({ clusters }, argument, chosen) => {
  await (await clusters.load()).changes.locking.lock(rowsOf(clusters, argument, chosen));
};

/** Takes locks away, ours and those of other tools. */
export const unlock: Command = async ({ clusters }, argument, chosen) => {
  await (await clusters.load()).changes.locking.unlock(rowsOf(clusters, argument, chosen));
};

/** The rows that are meant: those that are chosen where the menu was opened on one of them or a key was pressed, else that of the menu. */
function rowsOf({ selection }: ClusterView, argument: unknown, chosen: unknown): readonly Node[] {
  if (argument === undefined) return selection;
  const node = nodeOf(argument);
  const all = Array.isArray(chosen) ? chosen.map(nodeOf) : [];
  return all.includes(node) ? all : [node];
}
