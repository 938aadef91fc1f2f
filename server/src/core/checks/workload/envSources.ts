import type { Field } from '../../manifest/field.ts';

/** Where the value of an environment variable can come from: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables. */
export const VALUE_SOURCES: readonly string[] = [
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'fileKeyRef',
];

/** The variables of a container. */
export function envVars(container: Field): Field[] {
  return container
    .at('env')
    .items()
    .filter(({ isMap }) => isMap);
}
