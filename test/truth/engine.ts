import { CHECKS } from '../../server/src/core/checks/index.ts';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { testConfig } from '../harness/check.ts';

/** Checks of ours that stand for a rule of the API server as well. */
const STAND_FOR_RULES = new Set([
  'cronjob-schedule',
  'duplicate-env-var',
  'duplicate-port-name',
  'invalid-label-value',
  'invalid-port',
  'job-restart-policy',
  'selector-mismatch',
  'topology-spread-invalid',
]);

/** What the API server would not say is off. */
const ownChecks = CHECKS.filter(
  ({ id, basis = 'guardrail' }) => basis === 'guardrail' && !STAND_FOR_RULES.has(id),
);
const diagnoser = new Diagnoser(
  CHECKS,
  testConfig({ checks: Object.fromEntries(ownChecks.map(({ id }) => [id, 'off'])) }),
  (id, error) => {
    throw new Error(`${id} failed`, { cause: error });
  },
);

/** The engine's findings on an object alone that speak for the API server. */
export function findingsIn(text: string): PlacedFinding[] {
  const uri = 'file:///truth/manifest.yaml';
  const workspace = new Workspace();
  workspace.set(uri, text);
  return judgedFindings(workspace, uri);
}

/** Those in a file of a workspace. */
export function judgedFindings(workspace: Workspace, uri: string): PlacedFinding[] {
  return diagnoser
    .diagnose(workspace, uri)
    .filter(({ basis, id }) => basis !== 'guardrail' || STAND_FOR_RULES.has(id));
}
