import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings } from '../../../client/src/cluster/kubeconfig/locate.ts';
import { Connection } from '../../../client/src/cluster/transport/connection.ts';
import { Explorer } from '../../../client/src/explorer/explorer.ts';
import type { Node } from '../../../client/src/explorer/node.ts';
import { contextFor, kubeconfigFor } from './context.ts';
import type { ServerOptions } from './flags.ts';
import { expectUntouched, writeKubeconfig } from './kubeconfigFile.ts';
import { serverTest } from './serverTest.ts';

interface Fixtures {
  /** The administrator's. */
  readonly connection: Connection;
  /** The tree of a kubeconfig that knows the server as `test`. */
  readonly explorer: TestExplorer;
}

/** A test of access to clusters, against a running API server. */
export function clusterTest(options: ServerOptions = {}) {
  return serverTest(options).extend<Fixtures>({
    connection: async ({ server }, use) => {
      const connection = new Connection(contextFor(server), { env: {}, policy: () => 'normal' });
      await use(connection);
      connection.close();
    },
    explorer: async ({ server }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-explorer-'));
      const file = join(folder, 'config');
      writeKubeconfig(file, kubeconfigFor(server));
      const explorer = new TestExplorer(file);
      await use(explorer);
      explorer.dispose();
      expectUntouched();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

export const test = clusterTest();

/** An explorer whose rows are found by their labels. */
export class TestExplorer extends Explorer {
  /** The nodes that were said to have changed. */
  readonly changes: (Node | undefined)[];
  /** What was asked of clusters. */
  readonly requests: string[];
  readonly kubeconfig: string;
  /** The setting `contexts`. */
  contextSetting: unknown;

  constructor(
    kubeconfig: string,
    memory = new Map<string, unknown>(),
    surroundings: Partial<Surroundings> = {},
  ) {
    const changes: (Node | undefined)[] = [];
    const requests: string[] = [];
    super({
      surroundings: () => ({ env: {}, explicit: kubeconfig, ...surroundings }),
      contextSetting: () => this.contextSetting,
      onWarning: () => undefined,
      onRequest: (_context, method, path) => requests.push(`${method} ${path}`),
      onChange: (node) => changes.push(node),
      memory: {
        get: (key) => memory.get(key),
        update: async (key, value) => void memory.set(key, value),
      },
    });
    this.changes = changes;
    this.requests = requests;
    this.kubeconfig = kubeconfig;
  }

  /** Follows labels from the roots. */
  async at(...labels: readonly string[]): Promise<Node> {
    let nodes = await this.roots();
    let found: Node | undefined;
    for (const label of labels) {
      found = nodes.find(({ look }) => look.label === label);
      if (!found) throw new Error(`no "${label}" among ${nodes.map(({ look }) => look.label).join(', ')}`);
      nodes = (await found.children?.()) ?? [];
    }
    if (!found) throw new Error('no labels');
    return found;
  }

  /** Labels and descriptions of the rows below a row. */
  async rows(...labels: readonly string[]): Promise<string[]> {
    const nodes = (await (await this.at(...labels)).children?.()) ?? [];
    return nodes.map(({ look }) => `${look.label} ${look.description ?? ''}`.trim());
  }
}
