import { podTemplate } from '../manifest/pods.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';

/**
 * The requests and limits that patch files of Kustomize add to the containers of an object, as `container limits.memory`: those
 * that come with every outermost root that includes it. A base is often deployed only through its overlays
 * (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/).
 */
export function patchedResourcesOf(workspace: Workspace, slot: Slot): ReadonlySet<string> {
  const { patches, inner } = workspace.kustomize;
  if (patches.size === 0 || !slot.resource.facts?.podSpec) return NONE;
  const roots = [...workspace.rootsOf(slot.uri)].filter((root) => !inner.has(root));
  const [first, ...rest] = roots.map((root) => addedBy(workspace, root, slot.resource));
  return new Set([...(first ?? [])].filter((added) => rest.every((other) => other.has(added))).toSorted());
}

const NONE: ReadonlySet<string> = new Set();

function addedBy(workspace: Workspace, root: string, { kind, name }: Resource): ReadonlySet<string> {
  const added = new Set<string>();
  for (const uri of workspace.kustomize.patches) {
    if (!workspace.rootsOf(uri).has(root)) continue;
    for (const { resource } of workspace.slots(uri)) {
      if (resource.kind === kind && resource.name === name) collect(resource, added);
    }
  }
  return added;
}

function collect(patch: Resource, added: Set<string>): void {
  for (const container of podTemplate(patch)?.containers ?? []) {
    for (const part of ['requests', 'limits']) {
      for (const { key, exists } of container.field.at('resources', part).entries()) {
        if (exists) added.add(`${container.name} ${part}.${key}`);
      }
    }
  }
}
