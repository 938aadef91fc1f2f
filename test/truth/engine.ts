import { CHECKS } from '../../server/src/core/checks/index.ts';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { Diagnoser } from '../../server/src/core/diagnose.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { testConfig } from '../harness/check.ts';

const JUDGED = new Set(['yaml', 'schema', 'api']);

/** What the API server would say, too: guardrails are ours alone, so they are off. */
const guardrails = CHECKS.filter(({ basis = 'guardrail' }) => basis === 'guardrail');
const diagnoser = new Diagnoser(
  CHECKS,
  testConfig({ checks: Object.fromEntries(guardrails.map(({ id }) => [id, 'off'])) }),
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
  return diagnoser.diagnose(workspace, uri).filter(({ basis }) => JUDGED.has(basis));
}
