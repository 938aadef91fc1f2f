import type { Field } from '../../manifest/field.ts';
import type { Workspace } from '../../workspace.ts';
import { nameOf, resolvePath } from '../../workspace/uris.ts';
import type { Kustomization } from './kustomizations.ts';

/** Where a kustomization speaks of objects by their names. */
const SPEAKING = [
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'vars',
  'transformers',
  'validators',
];

/** The texts in which a kustomization may speak of objects, without the paths of files. */
export function speakingTexts({ root }: Kustomization): Field[] {
  return SPEAKING.flatMap((key) => root.at(key).items())
    .filter((item) => item.string === undefined || item.string.includes('\n'))
    .flatMap(textsBelow);
}

/** Patches of single values, replacements and transformers in files of their own: they are no objects, so their names are not read. */
export function filesThatSpeak(
  workspace: Workspace,
  { folder, root }: Kustomization,
  name: string,
): string[] {
  const paths = SPEAKING.flatMap((key) =>
    root
      .at(key)
      .items()
      .map((item) => ({ path: item.string ?? item.at('path').string, isRead: key.startsWith('patches') })),
  );
  return paths.flatMap(({ path, isRead }) => {
    const uri = path === undefined || path.includes('\n') ? undefined : resolvePath(folder, path);
    if (uri === undefined || (isRead && workspace.slots(uri).length > 0)) return [];
    return speaks(workspace.text(uri) ?? '', name) ? [shortPath(uri)] : [];
  });
}

function textsBelow(field: Field): Field[] {
  if (field.isSeq) return field.items().flatMap(textsBelow);
  if (field.isMap) return field.entries().flatMap(textsBelow);
  return field.string === undefined || field.key === 'path' ? [] : [field];
}

/** Whether a text has a name as a word that is no key. */
export function speaks(text: string, name: string): boolean {
  const word = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\w-])${word}(?![\w-]|:(?:\s|$))`, 'm').test(text);
}

export function placeIn(workspace: Workspace, { uri, start }: Kustomization, field: Field): string {
  const before = (workspace.text(uri) ?? '').slice(0, start + field.span.start);
  return `${shortPath(uri)}:${before.split('\n').length}`;
}

/** A file with its folder. */
export function shortPath(uri: string): string {
  const name = nameOf(uri);
  return `${nameOf(uri.slice(0, -name.length - 1))}/${name}`;
}
