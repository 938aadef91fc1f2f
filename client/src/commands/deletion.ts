import type { Command } from '../extensionState.ts';
import type { Node } from '../explorer/node.ts';
import { manifestAtHand } from './apply.ts';
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

/** Has the API server refuse to delete what is locked; in the context of the row, else in that of the workspace. */
export const holdLocks: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).changes.locking.holdForEverybody(contextOf(argument));
};

export const releaseLocks: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).changes.locking.releaseForEverybody(contextOf(argument));
};

/** Deletes from the cluster what the document at the cursor describes, or what a selection touches. */
export const deleteManifest: Command = async (state) => {
  const { document, selection } = await manifestAtHand(state);
  const piece = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  await (await state.clusters.load()).changes.deletion.ofManifests(document.getText(), piece);
};

export const deleteFile: Command = async (state) => {
  const { document } = await manifestAtHand(state);
  await (await state.clusters.load()).changes.deletion.ofManifests(document.getText());
};

/** Commands about the journal. Links in it have the id of an entry. */
export const showJournal: Command = async ({ clusters }) => {
  await (await clusters.load()).changes.journal.show();
};

export const undo: Command = async ({ clusters }, argument) => {
  const id = typeof argument === 'string' ? argument : undefined;
  await (await clusters.load()).changes.journal.undo(id);
};

export const showChange: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).changes.journal.showChange(String(argument));
};

function contextOf(argument: unknown): string | undefined {
  return argument === undefined ? undefined : nodeOf(argument).context;
}

/** The rows that are meant: those that are chosen where the menu was opened on one of them or a key was pressed, else that of the menu. */
function rowsOf({ selection }: ClusterView, argument: unknown, chosen: unknown): readonly Node[] {
  if (argument === undefined) return selection;
  const node = nodeOf(argument);
  const all = Array.isArray(chosen) ? chosen.map(nodeOf) : [];
  return all.includes(node) ? all : [node];
}
