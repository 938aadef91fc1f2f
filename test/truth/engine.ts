import { CHECKS } from '../../server/src/core/checks/index.ts';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
import type { ClusterSchemas } from '../../server/src/core/schema/provider.ts';
import { SchemaProvider } from '../../server/src/core/schema/provider.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { testConfig } from '../harness/check.ts';
import { SCHEMAS } from '../harness/schemas.ts';

/** Checks of ours that stand for a rule of the API server as well. */
const STAND_FOR_RULES = new Set([
  'cronjob-schedule',
  'duplicate-env-var',
  'duplicate-port-name',
  'invalid-label-value',
  'invalid-port',
  'job-restart-policy',
  'selector-mismatch',
  'service-external-ips',
  'topology-spread-invalid',
]);

/** What the API server would not say is off. */
const ownChecks = CHECKS.filter(
  ({ id, basis = 'guardrail' }) => basis === 'guardrail' && !STAND_FOR_RULES.has(id),
);

/** The engine with the bundled schemas, or with those of a cluster. */
export class Engine {
  readonly #workspace = new Workspace();
  readonly #diagnoser: Diagnoser;

  constructor(cluster?: ClusterSchemas) {
    const schemas = new SchemaProvider(this.#workspace, SCHEMAS);
    schemas.cluster = cluster;
    const checks = Object.fromEntries(ownChecks.map(({ id }) => [id, 'off']));
    const config = testConfig({ checks, ...(cluster ? { version: 'cluster' } : {}) });
    this.#diagnoser = new Diagnoser(CHECKS, config, fail, schemas);
  }

  /** What speaks for the API server among the findings in these files, which are all there is. */
  findingsInFiles(
    files: readonly { readonly uri: string; readonly text: string }[],
  ): ReadonlyMap<string, readonly PlacedFinding[]> {
    for (const { uri, text } of files) this.#workspace.set(uri, text);
    const found = new Map(
      files.map(({ uri }) => [
        uri,
        this.#diagnoser.diagnose(this.#workspace, uri).filter((one) => speaksForServer(one)),
      ]),
    );
    for (const { uri } of files) this.#workspace.delete(uri);
    return found;
  }

  /** The same in an object alone. */
  findingsIn(text: string): readonly PlacedFinding[] {
    return this.findingsInFiles([{ uri: MANIFEST, text }]).get(MANIFEST) ?? [];
  }
}

const bundled = new Engine();

export function findingsInFiles(
  ...files: Parameters<Engine['findingsInFiles']>
): ReturnType<Engine['findingsInFiles']> {
  return bundled.findingsInFiles(...files);
}

export function findingsIn(text: string): readonly PlacedFinding[] {
  return bundled.findingsIn(text);
}

function fail(id: string, error: unknown): never {
  throw new Error(`${id} failed`, { cause: error });
}

const MANIFEST = 'file:///truth/manifest.yaml';

function speaksForServer({ basis, id }: PlacedFinding): boolean {
  return basis !== 'guardrail' || STAND_FOR_RULES.has(id);
}
