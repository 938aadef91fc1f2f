import { derived } from '../workspace/derived.ts';
import { sameItems, sameMembers } from '../workspace/kept.ts';
import { folderOf } from '../workspace/uris.ts';
import type { Slot, Workspace } from '../workspace.ts';

/** Kinds that bring in objects that no manifest here shows. */
const INSTALLERS = new Set([
  'Application',
  'ApplicationSet',
  'HelmChart',
  'HelmChartConfig',
  'HelmRelease',
  'Kustomization',
]);

/** Groups of Kubernetes itself, whose objects create no others than pods. */
const BUILT_IN = /^(?:|apps|autoscaling|batch|extensions|policy|[\w.]+\.k8s\.io)$/;

/**
 * Whether an object that is not found may come from elsewhere, so that it is not missing: not everything that is deployed
 * together is known, templates of manifests lie beside the object or name it, Kustomize renames it, or an installer is among
 * the objects.
 */
export function mayBeElsewhere(workspace: Workspace, slot: Slot, name?: string): boolean {
  return (
    !workspace.isComplete(slot.uri) ||
    hasInstaller(workspace) ||
    templateFolders(workspace).has(folderOf(slot.uri)) ||
    (name !== undefined && (isRenamed(workspace, slot, name) || isInTemplate(workspace, name)))
  );
}

/** Whether an operator may create an object of a name for a custom resource: one of a similar name. */
export function hasOwner(workspace: Workspace, name: string): boolean {
  return customResources(workspace).some(
    ({ resource }) => resource.name !== undefined && name.includes(resource.name),
  );
}

/** Whether a custom resource speaks of a name, such as an ExternalSecret or a Certificate of the Secret that it fills. */
export function isMentioned(workspace: Workspace, name: string): boolean {
  return (
    hasOwner(workspace, name) ||
    customResources(workspace).some(({ document }) => document.text.includes(name))
  );
}

/** Whether an operator may make pods with such a label for a custom resource, which shows in its name, kind, group or text. */
export function mayMakePods(workspace: Workspace, key: string, value: string): boolean {
  const prefix = key.includes('/') ? key.slice(0, key.indexOf('/')) : undefined;
  return customResources(workspace).some(({ resource, document }) => {
    const { group, kind, name } = resource;
    if (prefix !== undefined && (group.endsWith(prefix) || prefix.endsWith(group))) return true;
    if (REFERRING.test(`${group}/${kind}`)) return false;
    if (name !== undefined && value.includes(name)) return true;
    return value.toLowerCase().includes(kind.toLowerCase()) || document.text.includes(value);
  });
}

/** Custom resources that speak of pods and Services but make none. */
const REFERRING =
  /^(?:[\w.]*cert-manager\.io|external-secrets\.io|bitnami\.com|[\w.]+\.istio\.io|traefik\.(?:io|containo\.us)|[\w.]*kyverno\.io|cilium\.io|crd\.projectcalico\.org)\/|\/(?:\w+Monitor|PrometheusRule|Probe|ScaledObject|\w*Policy|\w*Route|Sealed\w*|ServersTransport|VerticalPodAutoscaler)$/;

const customResources = derived(
  (workspace) =>
    workspace
      .objects()
      .filter(({ resource }) => resource.facts === undefined && !BUILT_IN.test(resource.group)),
  sameItems,
);

const hasInstaller = derived((workspace) =>
  customResources(workspace).some(({ resource }) => INSTALLERS.has(resource.kind)),
);

/** The folders that hold templates of manifests, and those around them. */
const templateFolders = derived((workspace) => {
  const folders = new Set<string>();
  for (const { uri, text } of workspace.templates()) {
    if (!IS_MANIFEST.test(text)) continue;
    for (let folder = folderOf(uri); folder.includes('/') && !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  }
  return folders;
}, sameMembers);

const IS_MANIFEST = /^\s*(?:- )?apiVersion:/m;

function isInTemplate(workspace: Workspace, name: string): boolean {
  for (const { text } of workspace.templates())
    if (text.includes(name) && IS_MANIFEST.test(text)) return true;
  return false;
}

/** Whether a name may be one to which Kustomize has put a prefix or a suffix. */
function isRenamed({ kustomize }: Workspace, { uri }: Slot, name: string): boolean {
  for (const root of kustomize.rootsOf.get(uri) ?? []) {
    for (const affix of kustomize.affixes.get(root) ?? []) {
      if (name.startsWith(affix) || name.endsWith(affix)) return true;
    }
  }
  return false;
}
