import type { WorkspaceContext } from '../check.ts';
import type { Scale } from '../../references/scaling.ts';
import { scaleOf } from '../../references/scaling.ts';

/** Kinds whose pods are alike and may be any number. */
export const REPLICATED = ['Deployment', 'StatefulSet', 'DeploymentConfig', 'Rollout'] as const;

/** The scale of a workload that is sure to run two pods or more; `undefined` for others and where nothing can be said. */
export function replicatedScale({
  resource,
  environment,
  workspace,
  slot,
}: Pick<WorkspaceContext, 'resource' | 'environment' | 'workspace' | 'slot'>): Scale | undefined {
  if (environment.partial || !resource.facts?.podSpec) return undefined;
  const scale = scaleOf(workspace, slot);
  return scale && scale.least > 1 ? scale : undefined;
}
