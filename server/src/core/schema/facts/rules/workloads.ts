/**
 * What the API server asks of fields although the API's OpenAPI document does not say so, by type. Source: the validation in
 * https://github.com/kubernetes/kubernetes/tree/master/pkg/apis; each rule is tried on a real API server (test/truth). Only
 * what holds in every version that is supported stands here.
 *
 * | written | what it means |
 * | --- | --- |
 * | `name!` | has to be there, and not be empty |
 * | `name?` | has to be there, and may be empty |
 * | `name+` | may be missing, but not be there and be empty |
 * | `name:dns-label` | text of this form (`formats.ts`), where it is not empty |
 * | `count:1..5`, `count:0..`, `size:>0` | a number in this range; of a text, its length |
 * | `parameters:mapping` | a mapping, of which the packages do not know more |
 * | `type=A\|B` | one of these |
 * | `names[]:dns-label`, `hard{}:0..` | the same for the items of a list, which may not be empty, and the values of a map |
 * | `target.name!` | the same for a field of what is in `target`, in this place only |
 * | `one(a\|b)`, `most(a\|b)`, `any(a\|b)` | exactly one of these fields; at most one; at least one |
 * | `has(a\|b)` | exactly one of these fields, of which the empty text is a value as well |
 * | `type=A\|B>field` | where `type` is A or B, `field` has to be there |
 * | `type=A\|B>>field` | the same, and with another `type` it may not be there |
 */
export const WORKLOAD_RULES: Readonly<Record<string, string>> = {
  ConfigMapKeySelector: 'name!',
  ConfigMapProjection: 'name!',
  ConfigMapVolumeSource: 'name!',
  SecretKeySelector: 'name!',
  SecretProjection: 'name!',
  SecretVolumeSource: 'secretName!',
  Pod: 'spec!',
  PodTemplate: 'template!',
};
