import { podTemplate } from '../../../manifest/pods.ts';
import { POD_KINDS } from '../../../references/objects.ts';
import type { ContainerPort } from '../../../references/ports.ts';
import { containerPorts, podPorts, servicePorts } from '../../../references/ports.ts';
import { labelsOfPods, podsOf } from '../../../references/selection.ts';
import { labelSelector } from '../../../references/selectors.ts';
import type { Described } from '../../../schema/describe.ts';
import type { Slot } from '../../../workspace.ts';
import type { Place } from '../../place/place.ts';
import type { Neighbours } from './neighbours.ts';
import type { Known } from './objects.ts';

/** Ports that the pods or Services at the other end have. */
export function ports(place: Place, { field, owner, schema }: Described, around: Neighbours): Known[] {
  const beside = (steps: number): ReadonlyMap<string, string> => place.entries(place.path.length - steps);
  switch (`${owner?.name ?? ''}.${field?.name ?? ''}`) {
    case 'HTTPGetAction.port':
    case 'TCPSocketAction.port':
    case 'GRPCAction.port':
      return named(ownPorts(around)).filter(({ value }) => fits(schema.type, value));
    case 'ServicePort.targetPort':
      return named(podsOf(around.workspace, around.own).flatMap(portsOfPod));
    case 'NetworkPolicyPort.port':
      return named(policyPods(around).flatMap(portsOfPod));
    case 'ServiceBackendPort.name':
    case 'ServiceBackendPort.number':
      return servicePortsOf(beside(2).get('name'), undefined, around).filter(({ value }) =>
        fits(field?.name === 'name' ? 'string' : 'integer', value),
      );
    case 'IngressBackend.servicePort':
      return servicePortsOf(beside(1).get('serviceName'), undefined, around);
    case 'ServiceReference.port':
    case 'HTTPBackendRef.port':
    case 'GRPCBackendRef.port':
    case 'BackendRef.port':
      return servicePortsOf(beside(1).get('name'), beside(1).get('namespace'), around).filter(({ value }) =>
        fits('integer', value),
      );
    default:
      return [];
  }
}

function fits(type: string, value: string | number): boolean {
  if (type === 'integer') return typeof value === 'number';
  return type !== 'string' || typeof value === 'string';
}

/** The ports of the container that the place lies in. */
function ownPorts({ own, path }: Neighbours): readonly ContainerPort[] {
  const index = path.findIndex((key) => /^(?:c|initC|ephemeralC)ontainers$/.test(String(key)));
  const list = own.resource.root.at(...path.slice(0, index + 1));
  const container = podTemplate(own.resource)?.containers.find(
    ({ field }) => field.parent?.key === list.key && field.key === path[index + 1],
  );
  return container ? containerPorts(container) : [];
}

function portsOfPod({ resource }: Slot): ContainerPort[] {
  const pod = podTemplate(resource);
  return pod ? podPorts(pod) : [];
}

function policyPods({ workspace, own, path }: Neighbours): Slot[] {
  const selector =
    path[1] === 'ingress' ? labelSelector(own.resource.root.at('spec', 'podSelector')) : undefined;
  return workspace.together(
    own,
    POD_KINDS,
    ({ resource }) => selector?.matches(labelsOfPods(resource)) ?? path[1] === 'egress',
  );
}

/** By name first, which survives a change of the number. */
function named(found: readonly ContainerPort[]): Known[] {
  return found.flatMap(({ name, number, container }) => {
    const of = container.name === undefined ? '' : ` of container ${container.name}`;
    return [
      ...(name === undefined ? [] : [{ value: name, detail: `port ${number ?? ''}${of}`, rank: 0 }]),
      ...(number === undefined ? [] : [{ value: number, detail: `port ${name ?? ''}${of}`, rank: 1 }]),
    ];
  });
}

function servicePortsOf(
  name: string | undefined,
  namespace: string | undefined,
  around: Neighbours,
): Known[] {
  return around
    .named(['Service'], name, namespace)
    .flatMap(({ resource }) =>
      servicePorts(resource.root).flatMap((port) => [
        ...(port.name === undefined
          ? []
          : [{ value: port.name, detail: `port ${port.port ?? ''} of ${name}`, rank: 0 }]),
        ...(port.port === undefined
          ? []
          : [{ value: port.port, detail: `port ${port.name ?? ''} of ${name}`, rank: 0 }]),
      ]),
    );
}
