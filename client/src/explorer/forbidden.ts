/** What somebody would have to be granted. */
export interface MissingRight {
  readonly verb: string;
  readonly resource: string;
  readonly group: string;
  /** `undefined` for the whole cluster. */
  readonly namespace: string | undefined;
}

/** How the API server's authorizer puts it (`Forbidden` in k8s.io/apiserver's endpoints/handlers/responsewriters). */
const SENTENCE =
  /cannot (\w+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)"| at the cluster scope)/;

/** Reads from the server's refusal what is missing. */
export function missingRight(message: string): MissingRight | undefined {
  const [, verb, resource, group = '', namespace] = SENTENCE.exec(message) ?? [];
  return verb === undefined || resource === undefined ? undefined : { verb, resource, group, namespace };
}

/** In a few words, for a row. */
export function sayMissing({ verb, resource, group, namespace }: MissingRight): string {
  const what = group === '' ? resource : `${resource}.${group}`;
  return `You may not ${verb} ${what} ${namespace === undefined ? 'in the whole cluster' : `in "${namespace}"`}`;
}

/** The rule to ask an administrator for (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole). */
export function ruleFor({ verb, resource, group, namespace }: MissingRight): string {
  const verbs = verb === 'list' || verb === 'watch' ? ['get', 'list', 'watch'] : [verb];
  const role = namespace === undefined ? 'A ClusterRole' : `A Role in "${namespace}"`;
  const rule = [`apiGroups: ["${group}"]`, `resources: ["${resource}"]`, `verbs: ${JSON.stringify(verbs)}`];
  return `${role} with this rule would allow it:\n\n${rule.join('\n')}`;
}
