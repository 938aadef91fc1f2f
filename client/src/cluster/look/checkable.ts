import type { Json } from './comparable.ts';
import { asMap, withoutServerFields, withoutToken } from './comparable.ts';
import { maskSecrets } from './mask.ts';

/** `(hidden)` as base64, which the values of a Secret have to be. */
const MASK = Buffer.from('(hidden)').toString('base64');

/**
 * An object as it is given to the checks: without the values of Secrets, without its status, and without what the cluster itself fills
 * in, for which nobody is to blame. JSON, so that no value is taken for something else.
 */
export function checkable(object: Json): string {
  const copy = maskSecrets(withoutToken(withoutServerFields(object)), (_value, field) =>
    field === 'data' ? MASK : '(hidden)',
  );
  delete asMap(copy['metadata'])?.['ownerReferences'];
  for (const spec of podSpecs(copy)) {
    // An old name of serviceAccountName that the API server still writes beside it.
    if (spec['serviceAccount'] === spec['serviceAccountName']) delete spec['serviceAccount'];
  }
  if (copy['kind'] === 'Pod') clearPod(asMap(copy['spec']) ?? {});
  if (copy['kind'] === 'Service') clearService(asMap(copy['spec']) ?? {});
  if (copy['kind'] === 'PersistentVolumeClaim') delete asMap(copy['spec'])?.['volumeName'];
  return JSON.stringify(copy);
}

/** Where the scheduler put a Pod, and what its class says. */
function clearPod(spec: Json): void {
  for (const field of ['nodeName', 'priority', 'preemptionPolicy']) delete spec[field];
}

/** Addresses and ports that the cluster chose. */
function clearService(spec: Json): void {
  if (spec['clusterIP'] !== 'None') delete spec['clusterIP'];
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'])
    delete spec[field];
  for (const port of (spec['ports'] as Json[] | undefined) ?? []) delete port['nodePort'];
}

function podSpecs(object: Json): Json[] {
  const spec = asMap(object['spec']);
  const job = asMap(asMap(spec?.['jobTemplate'])?.['spec']);
  const templates = [spec, job].map((one) => asMap(asMap(one?.['template'])?.['spec']));
  return [spec, ...templates].filter((one) => one !== undefined);
}
