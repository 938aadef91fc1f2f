import { set } from '../../manifest/edit.ts';
import { autoscalersOf, scaleOf } from '../../references/scaling.ts';
import { defineCheck } from '../check.ts';
import { REPLICATED } from './replicas.ts';

export default defineCheck({
  id: 'minimum-replicas',
  title: 'Workloads run enough pods to lose one',
  category: 'availability',
  severity: 'off',
  kinds: REPLICATED,
  scope: 'workspace',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['minimum-three-replicas'],
    'kube-score': ['deployment-replicas'],
    polaris: ['deploymentMissingReplicas'],
  },
  options: {
    minimum: { type: 'number', default: 2, description: 'The least number of pods that a workload runs.' },
  },
  check({ resource, environment, options, workspace, slot, report }) {
    // What an autoscaler decides is the business of hpa-minimum-replicas.
    if (environment.partial || autoscalersOf(workspace, slot).length > 0) return;
    const { minimum } = options;
    const scale = scaleOf(workspace, slot);
    // 0 switches a workload off, on purpose.
    if (!scale || scale.least === 0 || scale.least >= minimum) return;
    const replicas = resource.root.at('spec', 'replicas');
    const message = `${resource.kind} runs ${scale.least} ${scale.least === 1 ? 'pod' : 'pods'}: run ${minimum} or more, so that one may fail`;
    report(replicas, message, {
      at: scale.field,
      fixes: [{ title: `Set \`replicas: ${minimum}\``, safe: false, edits: () => set(replicas, minimum) }],
    });
  },
});
