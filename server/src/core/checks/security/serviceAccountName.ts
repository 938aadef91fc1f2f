import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';

/** The ServiceAccount of a pod: `serviceAccountName`, else the field it had before, else `default`. */
export function accountOf({ spec }: PodTemplate): { readonly field: Field; readonly name: string } {
  const [current, before] = [spec.at('serviceAccountName'), spec.at('serviceAccount')];
  const field = !current.value && before.value ? before : current;
  return { field, name: field.string || 'default' };
}
