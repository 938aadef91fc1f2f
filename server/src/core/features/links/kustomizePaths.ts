import type { Field } from '../../manifest/field.ts';
import type { Span } from '../../text.ts';
import type { Workspace } from '../../workspace.ts';
import { isKustomization } from '../../workspace/kustomize.ts';
import { folderOf, resolvePath } from '../../workspace/uris.ts';
import { moved } from './linked.ts';
import { textSpan } from './marks.ts';

/** A path in a kustomization, and the file that it leads to. */
export interface PathLink {
  /** Counted from the start of the file. */
  readonly span: Span;
  readonly target: string;
}

/** The paths of a kustomization that lead to manifests of the workspace or to other files (https://kubectl.docs.kubernetes.io/references/kustomize/). */
export function kustomizePaths(workspace: Workspace, uri: string): PathLink[] {
  if (!isKustomization(uri)) return [];
  const folder = folderOf(uri);
  return (workspace.file(uri)?.documents ?? []).flatMap(({ start, document }) =>
    pathsIn(document.root).flatMap(({ field, path, isAnyFile }) => {
      const span = textSpan(field);
      const address = resolvePath(folder, path);
      const target = isAnyFile ? address : fileAt(workspace, address);
      if (!span || target === undefined) return [];
      return [{ span: moved({ start: span.end - path.length, end: span.end }, start), target }];
    }),
  );
}

const LISTS = ['resources', 'bases', 'components', 'crds', 'configurations', 'transformers', 'validators'];
const WITH_PATH = ['patches', 'patchesJson6902', 'replacements'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

/** `isAnyFile`: what lies there need not be a manifest, so that it is not known here. */
function pathsIn(root: Field): { field: Field; path: string; isAnyFile: boolean }[] {
  const itemsOf = (keys: readonly string[]): Field[] => keys.flatMap((key) => root.at(key).items());
  const manifests = [
    ...itemsOf([...LISTS, 'patchesStrategicMerge']),
    ...itemsOf(WITH_PATH).map((item) => item.at('path')),
  ];
  const files = itemsOf(GENERATORS).flatMap((item) => [
    ...item.at('files').items(),
    ...item.at('envs').items(),
    item.at('env'),
  ]);
  return [...manifests, ...files].flatMap((field, index) => {
    const path = field.string?.replace(/^[^=/]*=/, ''); // `key=path`
    return path === undefined || path === '' ? [] : [{ field, path, isAnyFile: index >= manifests.length }];
  });
}

/** A file itself, or the kustomization of a folder. */
function fileAt(workspace: Workspace, address: string): string | undefined {
  return ['', '/kustomization.yaml', '/kustomization.yml', '/Kustomization']
    .map((name) => address + name)
    .find((uri) => workspace.text(uri) !== undefined);
}
