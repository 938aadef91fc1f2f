import type { Command } from '../extensionState.ts';
import { objectOf } from './clusters.ts';

/** Commands that change something in clusters. Their argument is a row of the view. */
export const restart: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).changes.restart(objectOf(argument));
};
