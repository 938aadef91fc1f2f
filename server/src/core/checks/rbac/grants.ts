import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { ObjectContext } from '../check.ts';
import { rulesOf } from './rbacKinds.ts';

/** Something that a rule of a role may allow. */
export interface Permission {
  readonly verbs: readonly string[];
  /** '' is the core group. */
  readonly group: string;
  /** With subresource where it is about one: `pods/exec`. */
  readonly resources: readonly string[];
}

/** A rule that allows at least a part of what was asked. */
export interface Grant {
  readonly rule: Field;
  /** Items of the rule's `verbs` and `resources` that allow it; they may be `*`. */
  readonly verbs: readonly [Field, ...Field[]];
  readonly resources: readonly [Field, ...Field[]];
  /** The only objects that it is allowed on; empty: all. */
  readonly names: readonly string[];
}

/** All verbs that change objects, and those that read them. */
export const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;
export const READ = ['get', 'list', 'watch'] as const;

/**
 * What a rule allows of something. As the API server reads rules, a star is all, one before the slash any resource with that
 * subresource, and one behind it nothing; rules for `nonResourceURLs` name no resources and allow none
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources).
 */
export function grantOf(rule: Field, wanted: Permission): Grant | undefined {
  const groups = rule.at('apiGroups').items();
  if (!groups.some(({ string }) => string === '*' || string === wanted.group)) return undefined;
  const names = rule
    .at('resourceNames')
    .items()
    .flatMap(({ written }) => written ?? []);
  const [resource, ...otherResources] = rule
    .at('resources')
    .items()
    .filter(({ string }) => wanted.resources.some((one) => coversResource(string, one)));
  if (!resource) return undefined;
  const verbs = wanted.verbs.filter((one) => names.length === 0 || canBeNamed(one, resource));
  const [verb, ...otherVerbs] = rule
    .at('verbs')
    .items()
    .filter(({ string }) => string !== undefined && (string === '*' || verbs.includes(string)));
  if (!verb || verbs.length === 0) return undefined;
  return { rule, verbs: [verb, ...otherVerbs], resources: [resource, ...otherResources], names };
}

function coversResource(written: string | undefined, wanted: string): boolean {
  if (written === '*' || written === wanted) return true;
  const slash = wanted.indexOf('/');
  return slash >= 0 && written === `*${wanted.slice(slash)}`;
}

/** A new object has no name when the request is judged, and a collection has none at all. */
function canBeNamed(verb: string, resource: Field): boolean {
  return verb !== 'deletecollection' && (verb !== 'create' || (resource.string ?? '').includes('/'));
}

/** The rules of a role that allow something on all objects, not only on those that they name. */
export function unnamedGrants(role: Resource, wanted: readonly Permission[]): Grant[] {
  return grants(role, wanted).filter(({ names }) => names.length === 0);
}

export function grants(role: Resource, wanted: readonly Permission[]): Grant[] {
  return rulesOf(role).flatMap((rule) => {
    const found = wanted.flatMap((one) => grantOf(rule, one) ?? []);
    return found.slice(0, 1);
  });
}

/** Whether `rbac-wildcard` already says what is wrong with a rule: it names no resource. */
export function isWildcard({ resources }: Grant): boolean {
  return resources[0].string === '*';
}

/**
 * The rules of a role that a check of one object speaks of: not those that `rbac-wildcard` speaks of, nor those of the roles
 * that Kubernetes itself brings (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings).
 */
export function reportedGrants(
  { resource, environment }: Pick<ObjectContext, 'resource' | 'environment'>,
  wanted: readonly Permission[],
): Grant[] {
  if (isBootstrapped(resource)) return [];
  const told = environment.isOn('rbac-wildcard');
  return unnamedGrants(resource, wanted).filter((grant) => !told || !isWildcard(grant));
}

export function isBootstrapped({ root }: Resource): boolean {
  return root.at('metadata', 'labels', 'kubernetes.io/bootstrapping').exists;
}

/** Where a role counts, for messages. */
export function where({ kind }: Resource): string {
  return kind === 'ClusterRole' ? 'of every namespace that it is given for' : 'of its namespace';
}

/** `get and list`, for messages; `change` where a wildcard allows it. */
export function verbsOf(verbs: readonly Field[]): string {
  const names = verbs.map(({ string }) => string ?? '');
  return names.includes('*') ? 'change' : andList(names);
}

/** What a grant is on, for messages. */
export function subjectOf({ resources }: Grant): string {
  const name = resources[0].string ?? '';
  return name === '*' ? 'everything' : name;
}

/** `a, b and c`. */
export function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
