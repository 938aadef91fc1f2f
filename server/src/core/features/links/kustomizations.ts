import type { Field } from '../../manifest/field.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { derived } from '../../workspace/derived.ts';
import { isKustomization } from '../../workspace/kustomize.ts';
import { folderOf, resolvePath } from '../../workspace/uris.ts';
import { allNamed } from '../../references/lookup.ts';
import { sameNamespace } from '../../workspace.ts';

/** A file that says how manifests belong together (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/). */
export interface Kustomization {
  readonly uri: string;
  readonly folder: string;
  /** Where its document starts in the file. */
  readonly start: number;
  readonly root: Field;
  /** Its own folder, and the roots that include it, as far as manifests of its own show. */
  readonly roots: ReadonlySet<string>;
}

export const kustomizations = derived((workspace): readonly Kustomization[] =>
  [...workspace.files()].flatMap(({ uri, documents: [first] }) => {
    if (!first || !isKustomization(uri)) return [];
    const folder = folderOf(uri);
    const roots = new Set([folder]);
    for (const others of workspace.kustomize.rootsOf.values())
      if (others.has(folder)) for (const root of others) roots.add(root);
    return [{ uri, folder, start: first.start, root: first.document.root, roots }];
  }),
);

/** What says something of the files of these roots: their own kustomizations and the components that they use. */
export function speakingOf(workspace: Workspace, roots: ReadonlySet<string>): Kustomization[] {
  const folders = new Set(roots);
  const all = kustomizations(workspace);
  for (const folder of folders)
    for (const { root } of all.filter((one) => one.folder === folder))
      for (const path of root.at('components').items())
        if (path.string !== undefined) folders.add(resolvePath(folder, path.string));
  return all.filter(({ folder }) => folders.has(folder));
}

/** An object as it is written: where it is declared, and its patches in every overlay. */
export function partsOf(workspace: Workspace, slot: Slot): Slot[] {
  const { kind, group, name = '' } = slot.resource;
  const same = allNamed(workspace, kind, name).filter(({ resource }) => resource.group === group);
  const parts = new Set([slot]);
  for (const part of parts)
    for (const other of same)
      if (isPatchOf(workspace, part, other) || isPatchOf(workspace, other, part)) parts.add(other);
  return [...parts];
}

function isPatchOf(workspace: Workspace, patch: Slot, object: Slot): boolean {
  const { patches } = workspace.kustomize;
  if (!patches.has(patch.uri) || patches.has(object.uri)) return false;
  if (!sameNamespace(patch.resource, object.resource)) return false;
  const roots = workspace.rootsOf(object.uri);
  return kustomizations(workspace).some(
    ({ folder, root }) =>
      patchPaths(root).some((path) => resolvePath(folder, path) === patch.uri) &&
      (roots.has(folder) || (isComponent(root) && shares(roots, workspace.rootsOf(patch.uri)))),
  );
}

function patchPaths(root: Field): string[] {
  return [
    ...root.at('patchesStrategicMerge').items(),
    ...['patches', 'patchesJson6902'].flatMap((key) => root.at(key).items()).map((item) => item.at('path')),
  ].flatMap((path) => path.string ?? []);
}

/** https://kubectl.docs.kubernetes.io/guides/config_management/components/ */
function isComponent(root: Field): boolean {
  return root.at('kind').string === 'Component';
}

export function shares(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of a) if (b.has(one)) return true;
  return false;
}
