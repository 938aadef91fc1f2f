import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import { belongTogether } from '../../references/belonging.ts';
import { inReach, keptBeside } from '../../references/beside.ts';
import { allNamed, named } from '../../references/lookup.ts';
import { isMentioned, mayBeElsewhere } from '../../references/makers.ts';
import { perObject } from '../../references/memo.ts';
import { mayBePatched } from '../../references/patched.ts';
import { suggest } from '../../schema/suggest.ts';
import { isFilledIn } from '../../syntax/names.ts';
import type { GeneratedConfig } from '../../workspace/kustomize.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { WorkspaceContext } from '../check.ts';
import { nearName } from '../nearName.ts';
import { configData } from '../storage/configData.ts';
import type { ConfigRef } from './configRefs.ts';
import { usedNames } from './configRefs.ts';

type Context = Pick<WorkspaceContext, 'workspace' | 'slot' | 'report'>;

/** Reports the object that a reference names, or the keys in it, if these are missing. */
export function checkConfigRef(context: Context, ref: ConfigRef): void {
  const { workspace, slot } = context;
  const name = ref.name.string ?? '';
  if (isFilledIn(name) || mayBePatched(workspace, slot.uri, PATCHED)) return;
  const holders = named(workspace, slot, ref.kind, name, ({ resource }) => resource.group === '');
  const generated = generatedFor(workspace, slot, ref.kind).filter((one) => one.name === name);
  if (holders.length + generated.length > 0) checkKeys(context, ref, holders, generated);
  else checkName(context, ref, name);
}

/** What patches of Kustomize speak of that change a reference, or what it refers to. */
const PATCHED =
  'configMap(?!Generator)|secret(?:KeyRef|Ref|Name)|envFrom|persistentVolumeClaim|\\bdata:|/data';

/** Where the object is here, a key that it lacks is certainly missing, unless something else fills it in. */
function checkKeys(
  { workspace, slot, report }: Context,
  { kind, name, keys }: ConfigRef,
  holders: readonly Slot[],
  generated: readonly GeneratedConfig[],
): void {
  if (keys.length === 0 || !workspace.isComplete(slot.uri)) return;
  const known = new Set<string>();
  for (const holder of holders) {
    const data = configData(holder.resource);
    if (!data || holder.document.isBroken || isFilledByOthers(holder.resource)) return;
    for (const { key } of [...data.text.entries(), ...data.base64.entries()]) known.add(String(key));
  }
  for (const one of generated) {
    if (!one.keys) return;
    for (const key of one.keys) known.add(key);
  }
  // What is empty is there to be filled in.
  if (known.size === 0) return;
  const [holder] = holders;
  for (const field of keys) {
    const key = field.string ?? '';
    if (known.has(key) || isFilledIn(key)) continue;
    const near = suggest(key, known)?.word;
    const hint = near ? `did you mean "${near}"?` : `it has ${listKeys([...known])}`;
    report(field, `${kind} ${name.string} has no key "${key}", so no container can start: ${hint}`, {
      severity: 'warning',
      related: holder
        ? [{ field: placeOf(holder.resource, near), message: `${kind} ${name.string}`, origin: holder }]
        : [],
      fixes: near ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(field, near) }] : [],
    });
  }
}

const SHOWN = 6;

function listKeys(keys: readonly string[]): string {
  const more = keys.length > SHOWN ? ' and others' : '';
  return keys.slice(0, SHOWN).join(', ') + more;
}

function placeOf(resource: Resource, key: string | undefined): Field {
  const data = configData(resource);
  if (key !== undefined && data) {
    const found = [data.text.at(key), data.base64.at(key)].find((field) => field.exists);
    if (found) return found;
  }
  return resource.root.at('metadata', 'name');
}

/** Whether a controller fills in keys: tokens, copies of other objects, certificates, secrets of a vault. */
function isFilledByOthers({ root }: Resource): boolean {
  if (root.at('type').value === 'kubernetes.io/service-account-token' || root.at('sops').exists) return true;
  const metadata = root.at('metadata');
  return ['annotations', 'labels']
    .flatMap((key) => metadata.at(key).entries())
    .some(({ key }) => FILLING.test(String(key)));
}

const FILLING = /inject|replicat|reflect|vault|avp\.|mirror|copy|sync|external|generat/i;

/** ConfigMaps that every namespace gets, or that come with the cluster. */
const FROM_CLUSTER =
  /^(?:kube-root-ca\.crt|openshift-service-ca\.crt|istio-ca-root-cert|cluster-info|kubeadm-config|kube-proxy|coredns|aws-auth|extension-apiserver-authentication)$/;

/**
 * What is nowhere is only missing where its like is kept with the workload: in its Kustomize root, its file or its folder.
 * Secrets are mostly made elsewhere, so for them only their own file counts. Nearly the name of one that nobody else uses is a
 * slip of the pen.
 */
function checkName(
  { workspace, slot, report }: Context,
  { kind, name: field }: ConfigRef,
  name: string,
): void {
  if (
    FROM_CLUSTER.test(name) ||
    slot.resource.namespace?.startsWith('kube-') ||
    mayBeElsewhere(workspace, slot, name) ||
    isOutside(workspace, slot, kind, name) ||
    isMentioned(workspace, name) ||
    (kind === 'PersistentVolumeClaim' && isClaimOfSet(workspace, name))
  )
    return;
  const beside = inReach(workspace, slot, BESIDE[kind](workspace, slot));
  const used = usedNames(workspace);
  const free = unused(used)(beside, kind);
  const further = generatedFor(workspace, slot, kind)
    .map((one) => one.name)
    .filter((one) => !used.has(`${kind}/${one}`));
  const near = nearName(field, free, `the ${kind} of this name`, further);
  const kept = kind === 'Secret' ? beside.filter(({ uri }) => uri === slot.uri) : beside;
  if (!near?.isSlip && !belongTogether(workspace, slot, kept)) return;
  const hint = near ? `did you mean "${near.name}"?` : 'correct the name, or add it';
  report(field, `there is no ${kind} "${name}" among these manifests, so no container can start: ${hint}`, {
    fixes: near?.fixes ?? [],
    related: near?.related ?? [],
  });
}

const unused = perObject((used: ReadonlySet<string>) =>
  perObject((slots: readonly Slot[], kind: string) =>
    slots.filter(({ resource }) => !used.has(`${kind}/${resource.name}`)),
  ),
);

const BESIDE = {
  ConfigMap: keptBeside(['ConfigMap'], ({ group }) => group === ''),
  Secret: keptBeside(['Secret'], ({ group }) => group === ''),
  PersistentVolumeClaim: keptBeside(['PersistentVolumeClaim'], ({ group }) => group === ''),
};

/** The ConfigMaps or Secrets that Kustomize makes where an object is included. */
function generatedFor(workspace: Workspace, { uri }: Slot, kind: string): GeneratedConfig[] {
  return [...workspace.rootsOf(uri)]
    .flatMap((root) => workspace.kustomize.generated.get(root) ?? [])
    .filter((one) => one.kind === kind);
}

/** Whether an object that no Kustomize root includes may mean one that a root deploys. */
function isOutside(workspace: Workspace, { uri }: Slot, kind: string, name: string): boolean {
  if (workspace.rootsOf(uri).size > 0) return false;
  if (allNamed(workspace, kind, name).length > 0) return true;
  for (const made of workspace.kustomize.generated.values())
    if (made.some((one) => one.name === name)) return true;
  return false;
}

/** Whether a StatefulSet makes a claim of this name: `data-db-0` (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage). */
function isClaimOfSet(workspace: Workspace, name: string): boolean {
  const set = /^(.+)-\d+$/.exec(name)?.[1];
  if (set === undefined) return false;
  for (const { resource } of workspace.ofKind('StatefulSet'))
    if (resource.name !== undefined && set.endsWith(`-${resource.name}`)) return true;
  return false;
}
