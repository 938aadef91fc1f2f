import type { Field } from '../manifest/field.ts';
import { folderOf, nameOf, resolvePath } from './uris.ts';

/** What the Kustomize files of the workspace say of how manifests belong together (https://kubectl.docs.kubernetes.io/references/kustomize/). */
export interface KustomizeModel {
  /** For each file that a root includes: these roots. */
  readonly rootsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files that are patches of others. */
  readonly patches: ReadonlySet<string>;
  /** Roots that include something the workspace does not hold: a remote base, a Helm chart, a missing file. */
  readonly incomplete: ReadonlySet<string>;
  /** Roots that others include: they are not deployed by themselves. */
  readonly inner: ReadonlySet<string>;
  /** For each root: patches that say by `target`, or in a text of their own, what they change. */
  readonly targeted: ReadonlyMap<string, readonly TargetedPatch[]>;
  /** For each root: ConfigMaps and Secrets that it generates. */
  readonly generated: ReadonlyMap<string, readonly GeneratedConfig[]>;
  /** For each root: what it puts before and behind names. */
  readonly affixes: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each file: names of images whose version every outermost root that includes it sets under `images`. */
  readonly pinnedImages: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A patch in the kustomization itself, or in a file, with the kind and the name that it is for where these are given. */
export interface TargetedPatch {
  readonly kind: string | undefined;
  /** A regular expression for the whole name. */
  readonly name: string | undefined;
  readonly text: string | undefined;
  readonly uri: string | undefined;
}

/** A ConfigMap or Secret that Kustomize makes, under a name to which it adds a hash wherever it is referred to. */
export interface GeneratedConfig {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Its keys; `undefined` where files hold them. */
  readonly keys: readonly string[] | undefined;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export function isKustomization(uri: string): boolean {
  return NAMES.includes(nameOf(uri));
}

interface Kustomization {
  readonly folder: string;
  readonly resources: readonly string[];
  readonly patches: readonly string[];
  readonly targeted: readonly TargetedPatch[];
  readonly pinnedImages: readonly string[];
  readonly generated: readonly GeneratedConfig[];
  readonly affixes: readonly string[];
  readonly remote: boolean;
}

/** Builds the model from the Kustomize files (address and root field) and the question whether a file is known. */
export function readKustomize(
  files: Iterable<readonly [string, Field]>,
  isFile: (uri: string) => boolean,
): KustomizeModel {
  const byFolder = new Map<string, Kustomization>();
  for (const [uri, root] of files) byFolder.set(folderOf(uri), readKustomization(folderOf(uri), root));
  const rootsOf = new Map<string, Set<string>>();
  const patches = new Set<string>();
  const incomplete = new Set<string>();
  const pinnedBy = new Map<string, Set<string>>();
  const inner = new Set<string>();
  const targeted = new Map<string, TargetedPatch[]>();
  const generated = new Map<string, GeneratedConfig[]>();
  const affixes = new Map<string, Set<string>>();
  for (const root of byFolder.keys()) {
    const seen = new Set<string>();
    const include = (folder: string): void => {
      const kustomization = byFolder.get(folder);
      if (!kustomization || seen.has(folder)) return;
      seen.add(folder);
      if (folder !== root) inner.add(folder);
      for (const image of kustomization.pinnedImages) addTo(pinnedBy, root, image);
      for (const affix of kustomization.affixes) addTo(affixes, root, affix);
      generated.set(root, [...(generated.get(root) ?? []), ...kustomization.generated]);
      targeted.set(root, [...(targeted.get(root) ?? []), ...kustomization.targeted]);
      if (kustomization.remote) incomplete.add(root);
      for (const uri of kustomization.patches) {
        patches.add(uri);
        addTo(rootsOf, uri, root);
      }
      for (const uri of kustomization.resources) {
        if (byFolder.has(uri)) include(uri);
        else if (isFile(uri)) addTo(rootsOf, uri, root);
        else incomplete.add(root);
      }
    };
    include(root);
  }
  const pinnedImages = pinnedEverywhere(rootsOf, pinnedBy, inner);
  return { rootsOf, patches, incomplete, inner, targeted, generated, affixes, pinnedImages };
}

function pinnedEverywhere(
  rootsOf: ReadonlyMap<string, ReadonlySet<string>>,
  pinnedBy: ReadonlyMap<string, ReadonlySet<string>>,
  inner: ReadonlySet<string>,
): Map<string, ReadonlySet<string>> {
  const pinned = new Map<string, ReadonlySet<string>>();
  if (pinnedBy.size === 0) return pinned;
  for (const [uri, roots] of rootsOf) {
    const outermost = [...roots].filter((root) => !inner.has(root));
    const [first, ...rest] = outermost.map((root) => pinnedBy.get(root) ?? new Set<string>());
    const names = [...(first ?? [])].filter((name) => rest.every((other) => other.has(name)));
    if (names.length > 0) pinned.set(uri, new Set(names.toSorted()));
  }
  return pinned;
}

function readKustomization(folder: string, root: Field): Kustomization {
  const paths = (key: string): string[] =>
    root
      .at(key)
      .items()
      .map((item) => item.string)
      .filter((path) => path !== undefined);
  const sources = ['resources', 'bases', 'components'].flatMap(paths);
  const local = sources.filter((path) => !isRemote(path));
  const patchFiles = [
    ...paths('patchesStrategicMerge'),
    ...['patches', 'patchesJson6902'].flatMap((key) =>
      root
        .at(key)
        .items()
        .flatMap((item) => item.at('path').string ?? []),
    ),
  ].filter((path) => !path.includes('\n'));
  return {
    folder,
    resources: local.map((path) => resolvePath(folder, path)),
    patches: patchFiles.map((path) => resolvePath(folder, path)),
    targeted: ['patches', 'patchesJson6902']
      .flatMap((key) => root.at(key).items())
      .flatMap((item) => targetedPatch(folder, item)),
    pinnedImages: root
      .at('images')
      .items()
      .filter((image) => image.at('newTag').exists || image.at('digest').exists)
      .flatMap((image) => image.at('name').written ?? []),
    generated: readGenerators(root),
    affixes: ['namePrefix', 'nameSuffix'].flatMap((key) => root.at(key).string || []),
    remote: local.length < sources.length || root.at('helmCharts').isSeq || root.at('generators').isSeq,
  };
}

function targetedPatch(folder: string, item: Field): TargetedPatch[] {
  const text = item.at('patch').string;
  const path = item.at('path').string;
  const target = item.at('target');
  if (text === undefined && (path === undefined || !target.isMap)) return [];
  const uri = path === undefined ? undefined : resolvePath(folder, path);
  return [{ kind: target.at('kind').written, name: target.at('name').written, text, uri }];
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/ */
function readGenerators(root: Field): GeneratedConfig[] {
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) =>
    root
      .at(kind === 'ConfigMap' ? 'configMapGenerator' : 'secretGenerator')
      .items()
      .flatMap((item) => {
        const name = item.at('name').written;
        return name === undefined ? [] : [{ kind, name, keys: generatedKeys(item) }];
      }),
  );
}

/** `KEY=value` for literals, `path` or `key=path` for files. What a file of variables holds is not known. */
function generatedKeys(item: Field): string[] | undefined {
  const texts = (key: string): string[] =>
    item
      .at(key)
      .items()
      .map((one) => one.written ?? '');
  if (item.at('envs').exists || item.at('env').exists) return undefined;
  const files = texts('files').map(
    (file) => (file.includes('=') ? file.split('=', 1)[0] : nameOf(file)) ?? '',
  );
  return [...texts('literals').map((literal) => literal.split('=', 1)[0] ?? ''), ...files];
}

function isRemote(path: string): boolean {
  return /:\/\/|^git@|\?ref=|^[\w-]+(?:\.[\w-]+)+\//.test(path) && !path.startsWith('.');
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
