import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';

/** Whether an object is an Ingress as it is today; older versions had other rules and fields. */
export function isIngressV1({ apiVersion, kind }: Resource): boolean {
  return kind === 'Ingress' && apiVersion === 'networking.k8s.io/v1';
}

/** The paths of all rules of an Ingress. */
export function ingressPaths({ root }: Resource): Field[] {
  return root
    .at('spec', 'rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items());
}
