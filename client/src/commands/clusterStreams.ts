import type { Command } from '../extensionState.ts';
import type { Node } from '../explorer/node.ts';
import { nodeOf, objectOf } from './clusters.ts';

/** Commands for what runs in clusters. Their argument is a row of the view. */
export const followLogs: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).streams.followLogs(podsOwnerOf(argument));
};

export const chooseLogs: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).streams.chooseLogs(podsOwnerOf(argument));
};

export const openShell: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).streams.openShell(podsOwnerOf(argument), false);
};

export const chooseShell: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).streams.openShell(podsOwnerOf(argument), true);
};

export const attach: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).streams.attach(podsOwnerOf(argument));
};

export const forwardPort: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).streams.forwardPort(podsOwnerOf(argument));
};

export const showForwards: Command = async ({ clusters }) => {
  await (await clusters.load()).streams.forwards.show();
};

/** A container, or an object that may have pods. */
function podsOwnerOf(argument: unknown): Node {
  const node = nodeOf(argument);
  return 'container' in node ? node : objectOf(argument);
}
