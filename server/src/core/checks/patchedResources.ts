import { podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { TargetedPatch } from '../workspace/kustomize.ts';

/**
 * The requests and limits that Kustomize patches add to the containers of an object, as `container limits.memory`: those that come
 * with every outermost root that includes it. `ANY` stands for a patch of `resources` that names no container, `SECURITY_CONTEXT`
 * for one of any security settings. A base is often deployed only through its overlays
 * (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/).
 */
export function patchedResourcesOf(workspace: Workspace, slot: Slot): ReadonlySet<string> {
  const { inner } = workspace.kustomize;
  const includedBy = workspace.rootsOf(slot.uri);
  if (includedBy.size === 0 || !slot.resource.facts?.podSpec) return NONE;
  const roots = [...includedBy].filter((root) => !inner.has(root));
  const [first, ...rest] = roots.map((root) => addedBy(workspace, root, slot.resource));
  return new Set([...(first ?? [])].filter((added) => rest.every((other) => other.has(added))).toSorted());
}

export const ANY = '*';
export const SECURITY_CONTEXT = 'securityContext';
const NONE: ReadonlySet<string> = new Set();

function addedBy(workspace: Workspace, root: string, target: Resource): ReadonlySet<string> {
  const { kind, name } = target;
  const added = new Set<string>();
  for (const patch of workspace.kustomize.targeted.get(root) ?? []) {
    const text = patch.text ?? (patch.uri === undefined ? undefined : workspace.text(patch.uri));
    if (text === undefined || !isFor(patch, text, target)) continue;
    if (/\bresources\b/.test(text)) added.add(ANY);
    if (text.includes(SECURITY_CONTEXT)) added.add(SECURITY_CONTEXT);
  }
  for (const uri of workspace.kustomize.patches) {
    if (!workspace.rootsOf(uri).has(root)) continue;
    for (const { resource } of workspace.slots(uri)) {
      if (resource.kind === kind && resource.name === name) collect(resource, added);
    }
  }
  return added;
}

/** Whether a patch may be for an object. A name that is a pattern counts as fitting. */
function isFor(patch: TargetedPatch, text: string, { kind, name = '' }: Resource): boolean {
  if (patch.kind === undefined && patch.name === undefined) return text.includes(kind) && text.includes(name);
  const fits = patch.name === undefined || patch.name === name || /[^\w.-]|\.\*/.test(patch.name);
  return fits && (patch.kind === undefined || patch.kind === kind);
}

function collect(patch: Resource, added: Set<string>): void {
  const pod = podTemplate(patch);
  if (pod?.spec.at(SECURITY_CONTEXT).exists) added.add(SECURITY_CONTEXT);
  for (const container of pod?.containers ?? []) {
    if (container.field.at(SECURITY_CONTEXT).exists) added.add(SECURITY_CONTEXT);
    for (const part of ['requests', 'limits']) {
      for (const { key, exists } of container.field.at('resources', part).entries()) {
        if (exists) added.add(`${container.name} ${part}.${key}`);
      }
    }
  }
}
