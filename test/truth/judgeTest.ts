import { test as plainTest } from 'vitest';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import type { ServerOptions } from '../harness/cluster/flags.ts';
import { Judge } from './judge.ts';

interface Fixtures {
  /** One for all tests of a file; missing where nothing can be started. */
  readonly running: ApiServer | undefined;
  readonly server: ApiServer;
  readonly judge: Judge;
}

/** A test that asks a running API server. Where there is none it is skipped, but in CI it fails. */
function serverTest(options: ServerOptions) {
  return plainTest.extend<Fixtures>({
    running: [
      // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
      async ({}, use) => {
        const server = hasApiServer() ? await startApiServer(options) : undefined;
        await use(server);
        await server?.stop();
      },
      { scope: 'file' },
    ],
    server: async ({ running, skip }, use) => {
      if (running) return use(running);
      if (process.env['CI'] === 'true') throw new Error(NO_API_SERVER);
      skip(NO_API_SERVER);
    },
    judge: async ({ server }, use) => {
      const judge = new Judge(server);
      await judge.discover();
      await use(judge);
    },
  });
}

export const test = serverTest({});

/** Its server holds pods to the Pod Security Standard of their namespace. */
export const podSecurityTest = serverTest({ podSecurity: true });
