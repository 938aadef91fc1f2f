import type { Field } from '../../manifest/field.ts';
import { allNamed } from '../../references/lookup.ts';
import type { Workspace } from '../../workspace.ts';
import type { Kustomization } from './kustomizations.ts';
import { kustomizations, shares, speakingOf } from './kustomizations.ts';
import { filesThatSpeak, placeIn, shortPath, speakingTexts, speaks } from './kustomizeTexts.ts';
import type { Spot } from './linked.ts';
import { nameSpot } from './linked.ts';

/** Something that has a name, and the files that it is declared in. */
export interface Declared {
  readonly name: string;
  readonly kind: string;
  /** `undefined`: any. */
  readonly group: string | undefined;
  readonly uris: readonly string[];
}

interface Mentions {
  readonly spots: readonly Spot[];
  /** A place that speaks of the name in a way that cannot be followed. */
  readonly unclear: string | undefined;
}

/** Kinds that `replicas` sets the number of (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replicas/). */
const SCALED = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
/** The roots of files; of a kustomization itself: those that it belongs to. */
export function rootsOfAll(workspace: Workspace, uris: readonly string[]): ReadonlySet<string> {
  const own = kustomizations(workspace).filter(({ uri }) => uris.includes(uri));
  return new Set([
    ...uris.flatMap((uri) => [...workspace.rootsOf(uri)]),
    ...own.flatMap(({ roots }) => [...roots]),
  ]);
}

/** Where kustomizations speak of an object by its name. */
export function inKustomizations(workspace: Workspace, declared: Declared): Mentions {
  const roots = rootsOfAll(workspace, declared.uris);
  const spots: Spot[] = [];
  const unclear: string[] = [];
  if (declared.kind === 'Namespace') spots.push(...namespaces(workspace, declared.name));
  else unclear.push(...madeNames(workspace, roots, declared.name));
  for (const one of speakingOf(workspace, roots)) {
    const replicas = one.root
      .at('replicas')
      .items()
      .map((item) => item.at('name'));
    for (const field of replicas.filter(({ string }) => string === declared.name)) {
      if (SCALED.includes(declared.kind)) spots.push(nameSpot(one, field));
      if (countsOthers(workspace, one, declared)) unclear.push(placeIn(workspace, one, field));
    }
    for (const field of speakingTexts(one)) {
      const meaning = meaningOf(field, declared);
      if (meaning === 'it') spots.push(nameSpot(one, field));
      if (meaning === 'unclear') unclear.push(placeIn(workspace, one, field));
    }
    unclear.push(...filesThatSpeak(workspace, one, declared.name));
  }
  return { spots, unclear: unclear[0] };
}

/** A place where a patch that is no object of its own speaks of a name inside the objects of some files. */
export function unclearPatch(workspace: Workspace, { name, kind, uris }: Declared): string | undefined {
  for (const one of speakingOf(workspace, rootsOfAll(workspace, uris))) {
    for (const field of speakingTexts(one)) {
      const target = field.key === 'patch' ? field.parent?.at('target', 'kind').written : undefined;
      const isOther = target !== undefined && isWord(target) && target !== kind;
      if (field.key !== 'name' && !isOther && speaks(field.string ?? '', name))
        return placeIn(workspace, one, field);
    }
    const [file] = filesThatSpeak(workspace, one, name);
    if (file !== undefined) return file;
  }
  return undefined;
}

/** The namespace that a kustomization puts its objects into. */
function namespaces(workspace: Workspace, name: string): Spot[] {
  return kustomizations(workspace).flatMap((one) => {
    const field = one.root.at('namespace');
    return field.string === name ? [nameSpot(one, field)] : [];
  });
}

/** Whether `replicas` counts other kinds of the same name, too. */
function countsOthers(workspace: Workspace, { folder }: Kustomization, { kind, name }: Declared): boolean {
  return SCALED.some(
    (other) =>
      other !== kind &&
      SCALED.includes(kind) &&
      allNamed(workspace, other, name).some(({ uri }) => workspace.rootsOf(uri).has(folder)),
  );
}

/** What a text in a kustomization has to do with an object: `target`, `select`, `source` and `objref` name it beside its kind. */
function meaningOf(field: Field, { name, kind, group }: Declared): 'it' | 'unclear' | undefined {
  const text = field.string ?? '';
  const beside = field.key === 'name' ? field.parent : undefined;
  const other = beside?.at('kind').written;
  const mayBe = speaks(text, name) || (beside !== undefined && isPatternFor(text, name));
  if (!mayBe || text === '.*') return undefined;
  if (other === undefined || !isWord(other)) return 'unclear';
  if (other !== kind) return undefined;
  const [first = '', version] = beside?.at('apiVersion').string?.split('/') ?? [];
  const ofGroup = beside?.at('group').written ?? (version === undefined ? undefined : first);
  if (ofGroup !== undefined && group !== undefined && isGroup(ofGroup) && ofGroup !== group) return undefined;
  return text === name ? 'it' : 'unclear';
}

/** Files that write a name as Kustomize makes it, with what it puts before or behind it. */
function madeNames(workspace: Workspace, roots: ReadonlySet<string>, name: string): string[] {
  const affixes = [...roots].flatMap((root) => [...(workspace.kustomize.affixes.get(root) ?? [])]);
  if (affixes.length === 0) return [];
  const made = affixes.flatMap((affix) => [affix + name, name + affix]);
  return [...workspace.files()]
    .filter(({ uri, text }) => made.some((one) => text.includes(one)) && isNear(workspace, uri, roots))
    .map(({ uri }) => shortPath(uri));
}

/** Whether a file is deployed with these roots, or not by Kustomize, so that it may be about what they make. */
function isNear(workspace: Workspace, uri: string, roots: ReadonlySet<string>): boolean {
  const own = rootsOfAll(workspace, [uri]);
  return own.size === 0 || shares(own, roots);
}

function isPatternFor(text: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`).test(name);
  } catch {
    return true;
  }
}

function isWord(text: string): boolean {
  return /^\w+$/.test(text);
}

function isGroup(text: string): boolean {
  return /^[\w.-]*$/.test(text);
}
