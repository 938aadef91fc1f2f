import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';

/** The port of a node that a container port takes. */
export interface HostPort {
  readonly field: Field;
  readonly number: number;
  readonly ip: string;
}

/**
 * The port of the node that a container port takes, if any. For a Pod in the host's network the API server fills it in from
 * `containerPort`; in templates it stays empty (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports).
 */
export function hostPortOf(port: Field, resource: Resource): HostPort | undefined {
  const written = port.at('hostPort');
  const filled = resource.kind === 'Pod' && resource.root.at('spec', 'hostNetwork').value === true;
  const field = filled && !written.number ? port.at('containerPort') : written;
  return field.number ? { field, number: field.number, ip: port.at('hostIP').string ?? '' } : undefined;
}
