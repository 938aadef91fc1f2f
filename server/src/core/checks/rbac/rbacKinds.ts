import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';

export const RBAC = 'rbac.authorization.k8s.io';

/** The rules of a Role or ClusterRole; none for other kinds. */
export function rulesOf({ group, kind, root }: Resource): Field[] {
  return group === RBAC && (kind === 'Role' || kind === 'ClusterRole') ? root.at('rules').items() : [];
}

/** Whether a list is absent or empty, as opposed to something that is no list. */
export function isEmptyList(field: Field): boolean {
  return field.isSeq ? field.items().length === 0 : !field.exists;
}

/** What shows a rule that lacks a list: the empty list, else the rule's first entry. */
export function placeIn(rule: Field, list: Field): Field {
  return list.exists ? list : (rule.entries().find(({ exists }) => exists) ?? rule);
}
