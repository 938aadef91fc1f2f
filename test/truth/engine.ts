import { CHECKS } from '../../server/src/core/checks/index.ts';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
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
const workspace = new Workspace();
const diagnoser = new Diagnoser(
  CHECKS,
  testConfig({ checks: Object.fromEntries(ownChecks.map(({ id }) => [id, 'off'])) }),
  (id, error) => {
    throw new Error(`${id} failed`, { cause: error });
  },
  new SchemaProvider(workspace, SCHEMAS),
);

/** What speaks for the API server among the findings in these files, which are all there is. */
export function findingsInFiles(
  files: readonly { readonly uri: string; readonly text: string }[],
): ReadonlyMap<string, readonly PlacedFinding[]> {
  for (const { uri, text } of files) workspace.set(uri, text);
  const found = new Map(
    files.map(({ uri }) => [uri, diagnoser.diagnose(workspace, uri).filter(speaksForServer)]),
  );
  for (const { uri } of files) workspace.delete(uri);
  return found;
}

/** The same in an object alone. */
export function findingsIn(text: string): readonly PlacedFinding[] {
  return findingsInFiles([{ uri: MANIFEST, text }]).get(MANIFEST) ?? [];
}

const MANIFEST = 'file:///truth/manifest.yaml';

function speaksForServer({ basis, id }: PlacedFinding): boolean {
  return basis !== 'guardrail' || STAND_FOR_RULES.has(id);
}
