import type { Command } from '../extensionState.ts';

/** Ends the language server and starts it anew, also after it has given up. */
export const restartServer: Command = async ({ server }) => {
  await server.restart();
};
