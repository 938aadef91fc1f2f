import type { Command } from '../extensionState.ts';

export const showLog: Command = async ({ server }) => {
  server.log.show();
};
