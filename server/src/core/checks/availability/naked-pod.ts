import type { Resource } from '../../manifest/resource.ts';
import { defineCheck } from '../check.ts';
import { isLongRunning } from '../workload/appsKinds.ts';
import { wrapInDeployment } from './wrapPod.ts';

export default defineCheck({
  id: 'naked-pod',
  title: 'Pods are made by a controller',
  category: 'availability',
  severity: 'off',
  scope: 'object',
  kinds: ['Pod'],
  on: 'pod',
  fix: { kind: 'document', safe: false },
  check({ resource, pod, environment, report }) {
    if (!pod || environment.partial || isMadeByOther(resource)) return;
    const runs = isLongRunning(resource, pod);
    const message = runs
      ? 'nothing replaces this pod when its node fails: make it a Deployment'
      : 'nothing repeats this pod when its node fails: make it a Job';
    const edits = runs ? wrapInDeployment(resource) : undefined;
    report(resource.root.at('kind'), message, {
      fixes: edits ? [{ title: 'Make it a Deployment', safe: false, edits }] : [],
    });
  },
});

/** A pod as it was read from a cluster, or a static one, which the kubelet runs by itself. */
function isMadeByOther({ root }: Resource): boolean {
  const metadata = root.at('metadata');
  return (
    metadata.at('ownerReferences').exists || metadata.at('annotations', 'kubernetes.io/config.source').exists
  );
}
