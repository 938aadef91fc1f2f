import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';

/** The `securityContext` of a pod and of its containers, where they are written. Ephemeral containers have no place in manifests. */
export function securityContexts({ spec, containers }: PodTemplate): Field[] {
  const own = containers
    .filter(({ role }) => role !== 'ephemeral')
    .map(({ field }) => field.at('securityContext'));
  return [spec.at('securityContext'), ...own].filter(({ isMap }) => isMap);
}
