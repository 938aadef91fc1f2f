import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { ServiceBackend } from './ingress.ts';

/** Kinds of the Gateway API that send requests to backends (https://gateway-api.sigs.k8s.io/reference/spec/). */
export const ROUTE_KINDS: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** A Service that a route sends requests to. */
export interface RouteBackend extends ServiceBackend {
  /** Namespace of the Service where it is not that of the route. */
  readonly namespace: string | undefined;
}

/** The Services that a route of the Gateway API sends or copies requests to. */
export function routeBackends({ group, kind, root }: Resource): RouteBackend[] {
  if (group !== 'gateway.networking.k8s.io' || !ROUTE_KINDS.includes(kind)) return [];
  return root
    .at('spec', 'rules')
    .items()
    .flatMap((rule) => {
      const references = rule.at('backendRefs').items();
      const filters = [rule, ...references].flatMap((one) => one.at('filters').items());
      return [...references, ...filters.map((filter) => filter.at('requestMirror', 'backendRef'))];
    })
    .filter(isService)
    .map((reference) => {
      const port = reference.at('port');
      return {
        name: reference.at('name'),
        port,
        target: port.number,
        namespace: reference.at('namespace').written,
      };
    });
}

function isService(reference: Field): boolean {
  const kind = reference.at('kind');
  return reference.isMap && !reference.at('group').string && (!kind.exists || kind.value === 'Service');
}
