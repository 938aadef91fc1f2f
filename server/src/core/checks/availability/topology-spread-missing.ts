import { defineCheck } from '../check.ts';
import { isLongRunning } from '../workload/appsKinds.ts';
import { spreadFix } from './spread.ts';

export default defineCheck({
  id: 'topology-spread-missing',
  title: 'Pods are spread over zones or nodes',
  category: 'availability',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  aliases: { polaris: ['topologySpreadConstraint'] },
  check({ target, resource, pod, environment, report }) {
    if (!pod || environment.partial || ALONE.has(resource.kind) || !isLongRunning(resource, pod)) return;
    const constraints = target.at('topologySpreadConstraints');
    const replicas = resource.root.at('spec', 'replicas').number;
    if (constraints.items().length > 0 || (replicas !== undefined && replicas < 2)) return;
    report(constraints, 'no `topologySpreadConstraints`, so one zone may hold all pods: spread them', {
      at: resource.root.at('metadata', 'name'),
      fixes: spreadFix(resource, pod, 'topology.kubernetes.io/zone'),
    });
  },
});

/** A pod has nobody to keep apart from, and a DaemonSet has one on each node. */
const ALONE: ReadonlySet<string> = new Set(['Pod', 'PodTemplate', 'DaemonSet']);
