import { expect, it } from 'vitest';
import { ManifestDocument } from '../manifest/document.ts';
import { RELATIONS } from './relations.ts';

/** What a relation says of an object in flow style. */
function said(type: string, text: string): string[] {
  const found: string[] = [];
  RELATIONS[type]?.(new ManifestDocument(text).root, ({ path }) => found.push(path));
  return found;
}

it.each([
  ['CoreV1Event', '{metadata: {namespace: a}, involvedObject: {namespace: b}}', ['involvedObject.namespace']],
  ['CoreV1Event', '{metadata: {namespace: "${NS}"}, involvedObject: {namespace: b}}', []],
  ['DownwardAPIVolumeFile', '{resourceFieldRef: {resource: limits.cpu}}', ['resourceFieldRef.containerName']],
  [
    'EndpointSlice',
    '{addressType: IPv4, endpoints: [{addresses: ["::1", 10.0.0.1]}]}',
    ['endpoints[0].addresses[0]'],
  ],
  ['EndpointSlice', '{addressType: FQDN, endpoints: [{addresses: [a.example.com]}]}', []],
  ['IPAddress', '{metadata: {name: web}}', ['metadata.name']],
  [
    'LocalSubjectAccessReview',
    '{metadata: {namespace: a}, spec: {resourceAttributes: {}}}',
    ['spec.resourceAttributes.namespace'],
  ],
  ['PodFailurePolicyOnExitCodesRequirement', '{operator: In, values: [1, 0]}', ['values[1]']],
  ['PodFailurePolicyOnExitCodesRequirement', '{operator: NotIn, values: [0]}', []],
  [
    'PodSpec',
    '{resourceClaims: [{name: a}], containers: [{resources: {claims: [{name: a}, {name: b}]}}]}',
    ['containers[0].resources.claims[1].name'],
  ],
  ['ServiceCIDRSpec', '{cidrs: [10.0.0.0/24, 10.1.0.0/24]}', ['cidrs']],
  ['ServiceCIDRSpec', '{cidrs: [10.0.0.0/24, "fd00::/64"]}', []],
  ['ValidatingWebhook', '{admissionReviewVersions: [v2]}', ['admissionReviewVersions']],
])('%s %s', (type, text, paths) => {
  expect(said(type, text)).toEqual(paths);
});
