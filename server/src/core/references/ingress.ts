import { groupBy } from '../groupBy.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derivedLists } from '../workspace/derived.ts';
import { inReach, keptBeside } from './beside.ts';
import { named } from './lookup.ts';
import { perObject } from './memo.ts';
import { isIngress, isService } from './objects.ts';
import type { ServicePort } from './ports.ts';
import { portOf } from './ports.ts';

/** A Service and a port of it that an Ingress sends requests to. */
export interface ServiceBackend {
  /** The Service's name. */
  readonly name: Field;
  /** Where the port is written. */
  readonly port: Field;
  /** Number or name. */
  readonly target: number | string | undefined;
}

/** All backends of an Ingress, of whatever type. */
export function backendsOf({ root }: Resource): Field[] {
  const spec = root.at('spec');
  const paths = spec
    .at('rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items());
  return [spec.at('defaultBackend'), spec.at('backend'), ...paths.map((path) => path.at('backend'))].filter(
    ({ isMap }) => isMap,
  );
}

/** The backends that are Services, as `networking.k8s.io/v1` and the versions before it write them. */
export function serviceBackends(ingress: Resource): ServiceBackend[] {
  return backendsOf(ingress).flatMap((backend) => {
    if (backend.at('serviceName').exists) {
      const port = backend.at('servicePort');
      return [{ name: backend.at('serviceName'), port, target: portOf(port) }];
    }
    const service = backend.at('service');
    if (!service.isMap) return [];
    const number = service.at('port', 'number');
    const port = number.exists ? number : service.at('port', 'name');
    return [{ name: service.at('name'), port, target: portOf(port) }];
  });
}

/** The Services of a name that are deployed together with an object. */
export function servicesNamed(workspace: Workspace, slot: Slot, name: string): Slot[] {
  return named(workspace, slot, 'Service', name, ({ resource }) => isService(resource));
}

/** The Services that are kept with an object. */
export function servicesBeside(workspace: Workspace, slot: Slot): readonly Slot[] {
  return inReach(workspace, slot, allServicesBeside(workspace, slot));
}

/** The same in all namespaces. */
export const allServicesBeside = keptBeside(['Service'], isService);

/** A backend and the Ingress it stands in. */
interface PlacedBackend {
  readonly slot: Slot;
  readonly backend: ServiceBackend;
}

/** The backends of Ingresses that name a Service which this one is. */
export function backendsFor(workspace: Workspace, service: Slot): PlacedBackend[] {
  const { name = '' } = service.resource;
  return backendsByService(workspace)
    .get(name)
    .filter(({ slot }) => servicesNamed(workspace, slot, name).includes(service));
}

const backendsByService = derivedLists((workspace) =>
  groupBy(workspace.ofKind('Ingress').flatMap(placedBackends), ({ backend }) => backend.name.string ?? ''),
);

const placedBackends = perObject((slot: Slot): readonly PlacedBackend[] =>
  isIngress(slot.resource) ? serviceBackends(slot.resource).map((backend) => ({ slot, backend })) : [],
);

/** Whether a number or name means a port of a Service. */
export function isServicePort(port: ServicePort, target: number | string | undefined): boolean {
  return target !== undefined && (typeof target === 'number' ? port.port : port.name) === target;
}
