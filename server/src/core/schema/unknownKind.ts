import { formatVersion } from '../kinds/versions.ts';
import { set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { ServedKind } from './builtIn.ts';
import { RETIRED_APIS } from './facts/apis.ts';
import type { SchemaFix, SchemaProblem } from './problem.ts';
import { oneOf } from './problem.ts';
import type { SchemaPlace, SchemaProvider } from './provider.ts';
import type { Availability } from './schema.ts';
import { formatRange } from './schema.ts';
import { suggest } from './suggest.ts';

/**
 * What is wrong with the apiVersion and kind of an object for which there is no schema. Custom kinds that nobody has described
 * are fine.
 */
export function unknownKind(
  resource: Resource,
  provider: SchemaProvider,
  place: SchemaPlace,
): SchemaProblem | undefined {
  const builtIn = provider.builtIn(place.version);
  if (!builtIn || isNoObject(resource)) return undefined;
  const custom = provider.definition(resource, place);
  if (custom) {
    const names = custom.custom.versions.map(({ name }) => name);
    if (names.includes(resource.version)) return undefined;
    return wrongVersion(
      resource,
      names.map((name) => `${resource.group}/${name}`),
    );
  }
  const { apiVersion, group, kind } = resource;
  const kinds = [...builtIn.kinds()];
  const groups = new Set(kinds.map((one) => groupOf(one.apiVersion)));
  if (!groups.has(group))
    return misspeltInCluster(resource, provider, place) ?? misspeltGroup(resource, kinds, groups);
  if (RETIRED_APIS.has(`${apiVersion}/${kind}`)) return undefined;
  const availability = builtIn.availability(apiVersion, kind);
  if (availability) return ofOtherVersion(resource, availability, kinds, place);
  return misspelt(resource, kinds);
}

/**
 * What looks like an object and is none: kubeconfigs, templates and kinds of old OpenShift releases, and what is only ever sent
 * to a subresource.
 */
function isNoObject({ apiVersion, kind }: Resource): boolean {
  return NO_OBJECTS.has(apiVersion === 'v1' ? kind : `${apiVersion} ${kind}`);
}

const NO_OBJECTS = new Set([
  'BuildConfig',
  'Config',
  'DeploymentConfig',
  'ImageStream',
  'List',
  'Project',
  'Route',
  'Status',
  'Template',
  'authentication.k8s.io/v1 TokenRequest',
  'autoscaling/v1 Scale',
  'policy/v1 Eviction',
]);

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** A kind that a group of the cluster has under nearly the same name. One of another name may be installed together with it. */
function misspeltInCluster(
  { apiVersion, group, kind, root }: Resource,
  { cluster }: SchemaProvider,
  { isCluster }: SchemaPlace,
): SchemaProblem | undefined {
  const served = new Set(isCluster ? Array.from(cluster?.kinds(group) ?? [], ([, one]) => one) : []);
  const near = served.has(kind) ? undefined : suggest(kind, served);
  if (!near || near.letters > 2) return undefined;
  const field = root.at('kind');
  const edits = (): ReturnType<SchemaFix['edits']> => set(field, near.word);
  return problem(field, `unknown kind "${kind}" in ${apiVersion}: did you mean "${near.word}"?`, [
    { title: `Change to \`${near.word}\``, safe: near.letters === 0, edits },
  ]);
}

/** A group of its own makes a custom kind, unless it is one letter away from one that has this very kind. */
function misspeltGroup(
  resource: Resource,
  kinds: readonly ServedKind[],
  groups: ReadonlySet<string>,
): SchemaProblem | undefined {
  const near = suggest(resource.group, groups);
  if (!near || near.letters > 2 || near.word === '') return undefined;
  const fitting = kinds.filter((one) => one.kind === resource.kind && groupOf(one.apiVersion) === near.word);
  if (fitting.length === 0) return undefined;
  return wrongVersion(
    resource,
    fitting.map(({ apiVersion }) => apiVersion),
  );
}

/** A kind that other Kubernetes versions have under this very apiVersion. What is in the table of retired APIs is no business of ours. */
function ofOtherVersion(
  { apiVersion, group, kind, root }: Resource,
  { since, until }: Availability,
  kinds: readonly ServedKind[],
  { version }: SchemaPlace,
): SchemaProblem | undefined {
  const field = root.at('apiVersion');
  const served = kinds.filter((one) => one.kind === kind && groupOf(one.apiVersion) === group);
  const versions = [...new Set(served.map((one) => one.apiVersion))].filter((one) => !one.includes('alpha'));
  const use = versions.length > 0 ? `: use ${oneOf(versions)}` : '';
  const fixes = changesTo(field, versions);
  const change =
    since && since[0] > version
      ? `was added in ${formatRange(since)}, and the target version is ${formatVersion(version)}`
      : until && `was removed in ${formatRange(until)}`;
  return change === undefined ? undefined : problem(field, `${kind} of ${apiVersion} ${change}${use}`, fixes);
}

function misspelt(resource: Resource, kinds: readonly ServedKind[]): SchemaProblem | undefined {
  const { apiVersion, group, kind, root } = resource;
  const same = kinds.filter((one) => one.kind === kind);
  const inGroup = same.filter((one) => groupOf(one.apiVersion) === group);
  if (same.length > 0)
    return wrongVersion(
      resource,
      (inGroup.length > 0 ? inGroup : same).map((one) => one.apiVersion),
    );
  const here = kinds.filter((one) => one.apiVersion === apiVersion).map((one) => one.kind);
  const nearHere = suggest(kind, here);
  const near =
    nearHere && nearHere.letters <= 2 ? nearHere : suggest(kind, new Set(kinds.map((one) => one.kind)));
  if (near && near.letters <= 2) {
    const found = kinds.find(
      (one) => one.kind === near.word && (near !== nearHere || one.apiVersion === apiVersion),
    );
    const elsewhere = found && found.apiVersion !== apiVersion ? ` of ${found.apiVersion}` : '';
    const message = `unknown kind "${kind}" in ${apiVersion}: did you mean "${near.word}"${elsewhere}?`;
    const edits = (): ReturnType<SchemaFix['edits']> => [
      ...set(root.at('kind'), near.word),
      ...(elsewhere && found ? set(root.at('apiVersion'), found.apiVersion) : []),
    ];
    const title = `Change to \`${near.word}\`${elsewhere}`;
    return problem(root.at('kind'), message, [
      { title, safe: near.letters === 0 && elsewhere === '', edits },
    ]);
  }
  // The core group is everybody's playground; in the others only Kubernetes defines kinds.
  if (group === '') return undefined;
  return problem(root.at('kind'), `there is no kind "${kind}" in ${apiVersion}`);
}

function wrongVersion({ apiVersion, kind, root }: Resource, served: readonly string[]): SchemaProblem {
  const field = root.at('apiVersion');
  const unique = [...new Set(served)];
  return problem(
    field,
    `there is no ${kind} in ${apiVersion}: use ${oneOf(unique)}`,
    changesTo(field, unique),
  );
}

function changesTo(field: Field, versions: readonly string[]): SchemaFix[] {
  return versions.map((one) => ({
    title: `Change to \`${one}\``,
    safe: false,
    edits: () => set(field, one),
  }));
}

function problem(field: Field, message: string, fixes: readonly SchemaFix[] = []): SchemaProblem {
  return { id: 'unknown-kind', field, message, fixes };
}
