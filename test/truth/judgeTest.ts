import { test as plainTest } from 'vitest';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { Judge } from './judge.ts';

interface Fixtures {
  /** One for all tests of a file; missing where nothing can be started. */
  readonly running: Judge | undefined;
  readonly judge: Judge;
}

/** A test that asks a running API server. Where there is none it is skipped, but in CI it fails. */
export const test = plainTest.extend<Fixtures>({
  running: [
    // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
    async ({}, use) => {
      if (!hasApiServer()) {
        await use(undefined);
        return;
      }
      const server = await startApiServer();
      const judge = new Judge(server);
      await judge.discover();
      await use(judge);
      await server.stop();
    },
    { scope: 'file' },
  ],
  judge: async ({ running, skip }, use) => {
    if (running) return use(running);
    if (process.env['CI'] === 'true') throw new Error(NO_API_SERVER);
    skip(NO_API_SERVER);
  },
});
