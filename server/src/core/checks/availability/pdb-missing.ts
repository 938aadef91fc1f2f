import type { Resource } from '../../manifest/resource.ts';
import type { Value } from '../../manifest/render.ts';
import { podLabels } from '../../manifest/pods.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { budgetsOf } from '../../references/budgets.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { canBeFollowed, newDocuments } from '../newDocument.ts';
import { REPLICATED, replicatedScale } from './replicas.ts';

export default defineCheck({
  id: 'pdb-missing',
  title: 'Workloads of several pods have a PodDisruptionBudget',
  category: 'availability',
  severity: 'off',
  kinds: REPLICATED,
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'document', safe: false },
  aliases: {
    'kube-score': ['deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
    polaris: ['missingPodDisruptionBudget'],
  },
  check(context) {
    const { resource, pod, workspace, slot, report } = context;
    const scale = replicatedScale(context);
    if (!pod || !scale || !workspace.isComplete(slot.uri)) return;
    if (budgetsOf(workspace, slot).length > 0) return;
    const here = scale.slot === slot;
    const message = `no PodDisruptionBudget selects these pods, so a drain may evict all ${scale.least} at once: add one`;
    report(resource.root.at('metadata', 'name'), message, {
      related: here ? [] : [{ field: scale.field, message: 'how many run', origin: scale.slot }],
      fixes: fixes(resource, pod),
    });
  },
});

function fixes(resource: Resource, pod: PodTemplate): Fix[] {
  const selector = selectorOf(resource, pod);
  if (!selector || !resource.name || !canBeFollowed(resource)) return [];
  const edits = (): ReturnType<Fix['edits']> => [newDocuments(resource, [budget(resource, selector)])];
  return [{ title: 'Add a PodDisruptionBudget', safe: false, edits }];
}

function budget({ name = '', namespace }: Resource, selector: Value): Value {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { maxUnavailable: 1, selector },
  };
}

/** The workload's own selector; that of a DeploymentConfig is a plain map. */
function selectorOf({ root }: Resource, pod: PodTemplate): Value | undefined {
  const field = root.at('spec', 'selector');
  if (field.at('matchLabels').exists || field.at('matchExpressions').exists) return field.toJSON() as Value;
  const labels = field.exists
    ? new Map(field.entries().map((one) => [String(one.key), one.written ?? '']))
    : podLabels(pod);
  return labels.size > 0 ? { matchLabels: Object.fromEntries(labels) } : undefined;
}
