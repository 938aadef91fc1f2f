import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { isAutoscaler } from '../../references/objects.ts';

/** The metrics of an autoscaler; `autoscaling/v2beta1` and v1 write them in other shapes. */
export function metricsOf(resource: Resource): Field[] {
  const hasMetrics = isAutoscaler(resource) && ['v2', 'v2beta2'].includes(resource.version);
  return hasMetrics ? resource.root.at('spec', 'metrics').items() : [];
}

/** The field that belongs to each type of metric (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/). */
export const METRIC_FIELDS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};
