import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Questions } from '../../../client/src/clusters/forServer/questions.ts';
import { CLUSTER_NAMES, CLUSTER_SCHEMAS } from '../../../server/src/core/protocol.ts';
import type { Explorer } from '../../../client/src/explorer/explorer.ts';
import { Server } from '../server.ts';
import { test as clusterTest } from './clusterTest.ts';

interface Fixtures {
  /** Where the editor keeps what clusters say of their kinds. */
  readonly folder: string;
  /** Starts the bundled server with an editor that answers it as ours does; the context `test` is chosen. */
  readonly editor: (settings?: Readonly<Record<string, unknown>>) => Promise<Server>;
}

/** A test of the language server beside a running API server. */
export const test = clusterTest.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-openapi-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  editor: async ({ explorer, folder }, use) => {
    const started: Server[] = [];
    await use(async (settings = { kubernetesVersion: 'cluster' }) => {
      const editor = await startEditor(explorer, folder, settings);
      started.push(editor);
      return editor;
    });
    for (const one of started) await one.stop();
  },
});

export function startEditor(
  explorer: Explorer,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<Server> {
  const questions = new Questions(explorer, folder, () => undefined);
  return Server.start({
    settings,
    initializationOptions: { clusters: true },
    answers: {
      [CLUSTER_SCHEMAS]: (params: never) => questions.schemas('test', params),
      [CLUSTER_NAMES]: (params: never) => questions.names('test', params),
    },
  });
}

/** The parameters of a request about a place. */
export function at(uri: string, line: number, character: number): object {
  return { textDocument: { uri }, position: { line, character } };
}
