import { test as plainTest } from 'vitest';
import type { ApiServer } from './apiServer.ts';
import { startApiServer } from './apiServer.ts';
import { hasApiServer, NO_API_SERVER } from './binaries.ts';
import type { ServerOptions } from './flags.ts';

export interface ServerFixtures {
  /** One for all tests of a file; missing where nothing can be started. */
  readonly running: ApiServer | undefined;
  readonly server: ApiServer;
}

/** A test against a running API server. Where there is none it is skipped, but in CI it fails. */
export function serverTest(options: ServerOptions = {}) {
  return plainTest.extend<ServerFixtures>({
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
      await use(orSkip(running, NO_API_SERVER, skip));
    },
  });
}

/** What a test cannot do without. */
export function orSkip<T>(needed: T | undefined, reason: string, skip: (reason: string) => never): T {
  if (needed !== undefined) return needed;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return skip(reason);
}
