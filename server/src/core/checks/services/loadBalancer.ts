import type { Field } from '../../manifest/field.ts';

/** Annotations by which providers keep a load balancer inside of a private network, and the values that mean so. */
const INTERNAL: readonly (readonly [string, RegExp])[] = [
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type', /^intranet$/i],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?:true|0\.0\.0\.0\/0)$/i],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/i],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/i],
  ['service.beta.kubernetes.io/oci-load-balancer-internal', /^true$/i],
  ['service.beta.kubernetes.io/openstack-internal-load-balancer', /^true$/i],
  ['service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type', /^private$/i],
  ['service.kubernetes.io/qcloud-loadbalancer-internal-subnetid', /./],
];

/** Whether a Service's load balancer answers only in a private network. */
export function isInternal(service: Field): boolean {
  if (service.at('spec', 'loadBalancerClass').value === 'tailscale') return true;
  const annotations = service.at('metadata', 'annotations');
  return INTERNAL.some(([name, value]) => value.test(annotations.at(name).written ?? ''));
}

/** The ranges of clients that a Service's load balancer lets in: none means all. */
export function sourceRanges(service: Field): Field[] {
  return service.at('spec', 'loadBalancerSourceRanges').items();
}

/** Whether a range holds every address. */
export function isEverywhere(range: Field): boolean {
  return /^\s*(?:0\.0\.0\.0|::)\/0\s*$/.test(range.string ?? '');
}

/** Whether only some addresses get through a Service's load balancer. */
export function isRestricted(service: Field): boolean {
  const ranges = sourceRanges(service);
  const annotation = service.at(
    'metadata',
    'annotations',
    'service.beta.kubernetes.io/load-balancer-source-ranges',
  );
  if (ranges.length === 0) return annotation.exists && !/(?:0\.0\.0\.0|::)\/0/.test(annotation.written ?? '');
  return !ranges.some(isEverywhere);
}
