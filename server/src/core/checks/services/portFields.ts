import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { Resource } from '../../manifest/resource.ts';
import { isIngress, isNetworkPolicy, isService } from '../../references/objects.ts';
import { backendsOf } from '../../references/ingress.ts';
import { policyPorts } from '../../references/networkPolicies.ts';
import { probePorts } from '../../references/ports.ts';

/** A field that holds a port, and what may stand in it. */
export interface PortField {
  readonly field: Field;
  readonly accepts: 'number' | 'name' | 'either';
  /** 0 and empty text mean that it is not set. */
  readonly optional: boolean;
}

/** Every field of an object that holds the number or name of a port of pods. */
export function portFields(resource: Resource, pod: PodTemplate | undefined): PortField[] {
  if (pod) return pod.containers.flatMap(({ field }) => containerFields(field));
  if (isService(resource)) return serviceFields(resource);
  if (isIngress(resource)) return backendsOf(resource).flatMap(backendFields);
  return isNetworkPolicy(resource) ? policyPorts(resource).flatMap(policyFields) : [];
}

function containerFields(container: Field): PortField[] {
  const ports = container.at('ports').items();
  return [
    ...ports.map((port) => number(port.at('containerPort'))),
    ...ports.map((port) => number(port.at('hostPort'), true)),
    ...ports.map((port) => name(port.at('name'))),
    ...probePorts(container).map(({ handler, field }) =>
      handler === 'grpc' ? number(field) : either(field),
    ),
  ];
}

/** Names of a Service's own ports are DNS labels and no names of this kind. */
function serviceFields({ root }: Resource): PortField[] {
  const ports = root.at('spec', 'ports').items();
  return ports.flatMap((port) => [number(port.at('port')), either(port.at('targetPort'), true)]);
}

function backendFields(backend: Field): PortField[] {
  const port = backend.at('service', 'port');
  return [number(port.at('number'), true), name(port.at('name')), either(backend.at('servicePort'))];
}

function policyFields(port: Field): PortField[] {
  return [either(port.at('port')), number(port.at('endPort'))];
}

function number(field: Field, optional = false): PortField {
  return { field, accepts: 'number', optional };
}

function name(field: Field): PortField {
  return { field, accepts: 'name', optional: true };
}

function either(field: Field, optional = false): PortField {
  return { field, accepts: 'either', optional };
}
