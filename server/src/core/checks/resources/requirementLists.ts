import type { Field } from '../../manifest/field.ts';
import type { ObjectContext } from '../check.ts';

/** The `resources` of a pod that the API server checks the same way: those of its containers and its own. */
export function requirementLists({ target, pod, environment }: ObjectContext): Field[] {
  const own =
    pod?.containers.filter(({ role }) => role !== 'ephemeral').map(({ field }) => field.at('resources')) ??
    [];
  return environment.version >= 34 ? [...own, target.at('resources')] : own;
}
