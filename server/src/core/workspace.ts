import type { ManifestDocument, ManifestFile } from './manifest/document.ts';
import { readManifestFile } from './manifest/document.ts';
import { chartOf, hasTemplateActions } from './manifest/helm.ts';
import type { Resource } from './manifest/resource.ts';
import { isWholeWorkload } from './manifest/wholeWorkload.ts';
import { Mark, Reads } from './workspace/kept.ts';
import type { KustomizeModel } from './workspace/kustomize.ts';
import { isKustomization, readKustomize } from './workspace/kustomize.ts';
import { ObjectIndex } from './workspace/objectIndex.ts';
import { folderOf, nameOf, sharedDepth, testFolderOf } from './workspace/uris.ts';

/**
 * An object and where it lies. Identical documents share their object, so a slot, not a resource, names a place. It stays the
 * same as long as its document stays in the file, wherever that moves.
 */
export interface Slot {
  readonly uri: string;
  /** Where the object's document starts in the file now. */
  readonly start: number;
  readonly document: ManifestDocument;
  readonly resource: Resource;
}

/** A file that is no manifest but says something about manifests: a Dockerfile, a compose file's neighbour. */
export interface PlainFile {
  readonly uri: string;
  readonly text: string;
}

/**
 * All files that are known and the index of the objects in them. The only mutable store of the engine. `reads` takes down who
 * asked for what, so that what was computed from it is kept until that changes.
 */
export class Workspace {
  readonly reads = new Reads();
  readonly #manifests = new Map<string, ManifestFile>();
  readonly #templates = new Map<string, PlainFile>();
  readonly #plain = new Map<string, PlainFile>();
  readonly #objects = new ObjectIndex();
  readonly #marks = new Map<string, Mark>();
  readonly #manifestsMark = new Mark();
  readonly #templatesMark = new Mark();
  readonly #plainMark = new Mark();
  readonly #kustomizeMark = new Mark();
  readonly #coveredMark = new Mark();
  #kustomize: KustomizeModel | undefined;
  #covered: readonly string[] | undefined;
  #revision = 0;

  /** Grows with every change; equal revisions mean equal contents. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Says which folders have been read as a whole. Elsewhere, what is not known may still exist. Everything counts as read
   * until this is called.
   */
  cover(folders: readonly string[]): void {
    this.#coveredMark.changedAt = ++this.#revision;
    this.#covered = folders;
  }

  /** Takes in a file or its new text. Documents of `parsed`, the same file read beforehand, are not parsed again. */
  set(uri: string, text: string, parsed?: ManifestFile): void {
    const known = this.#knows(uri);
    const wasManifest = this.#manifests.has(uri);
    this.#revision++;
    if (isDockerfile(uri)) {
      this.#plain.set(uri, { uri, text });
      this.#changed(this.#plainMark);
    } else if (this.#isTemplate(uri, text)) {
      this.#forget(uri);
      this.#templates.set(uri, { uri, text });
      this.#changed(this.#templatesMark);
    } else {
      if (this.#templates.delete(uri)) this.#changed(this.#templatesMark);
      const file = readManifestFile(uri, text, parsed ?? this.#manifests.get(uri));
      this.#manifests.set(uri, file);
      this.#objects.set(uri, file.documents, this.#revision);
      this.#changed(this.#manifestsMark);
    }
    this.#changed(this.#marks.get(uri));
    if (!known || isKustomization(uri)) this.#reroot();
    if (!wasManifest && nameOf(uri) === 'Chart.yaml') this.#retemplate(uri);
  }

  delete(uri: string): void {
    this.#revision++;
    this.#forget(uri);
    if (this.#templates.delete(uri)) this.#changed(this.#templatesMark);
    if (this.#plain.delete(uri)) this.#changed(this.#plainMark);
    this.#changed(this.#marks.get(uri));
    this.#reroot();
    if (nameOf(uri) === 'Chart.yaml') this.#retemplate(uri);
  }

  #changed(mark: Mark | undefined): void {
    if (mark) mark.changedAt = this.#revision;
  }

  #reroot(): void {
    this.#kustomize = undefined;
    this.#changed(this.#kustomizeMark);
  }

  #knows(uri: string): boolean {
    return this.#manifests.has(uri) || this.#plain.has(uri) || this.#templates.has(uri);
  }

  /** Takes down that a file is read, which may not be there. */
  #read(uri: string): void {
    let mark = this.#marks.get(uri);
    if (!mark) this.#marks.set(uri, (mark = new Mark()));
    this.reads.note(mark);
  }

  /** A file of manifests; `undefined` for Helm templates, Dockerfiles and what is not known. */
  file(uri: string): ManifestFile | undefined {
    this.#read(uri);
    return this.#manifests.get(uri);
  }

  /** The text of any file that is known. */
  text(uri: string): string | undefined {
    this.#read(uri);
    return this.#manifests.get(uri)?.text ?? this.#plain.get(uri)?.text ?? this.#templates.get(uri)?.text;
  }

  /** The addresses of all files that are known, manifests or not. */
  *uris(): Iterable<string> {
    for (const mark of [this.#manifestsMark, this.#templatesMark, this.#plainMark]) this.reads.note(mark);
    yield* this.#manifests.keys();
    yield* this.#templates.keys();
    yield* this.#plain.keys();
  }

  files(): Iterable<ManifestFile> {
    this.reads.note(this.#manifestsMark);
    return this.#manifests.values();
  }

  /** Files that are templates of manifests, of Helm or another tool. */
  templates(): Iterable<PlainFile> {
    this.reads.note(this.#templatesMark);
    return this.#templates.values();
  }

  dockerfiles(): Iterable<PlainFile> {
    this.reads.note(this.#plainMark);
    return this.#plain.values();
  }

  /** The objects of a file, in order. */
  slots(uri: string): readonly Slot[] {
    this.#read(uri);
    return this.#objects.in(uri);
  }

  /** All objects. */
  objects(): readonly Slot[] {
    this.reads.note(this.#manifestsMark);
    return this.#objects.all();
  }

  /** All objects of a kind, by the addresses of their files. */
  ofKind(kind: string): readonly Slot[] {
    const known = this.#objects.ofKind(kind);
    this.reads.note(known);
    return known.all;
  }

  /**
   * The objects of these kinds that match and are deployed together with an object: those of the Kustomize roots that include
   * it, else those of the smallest folder around it that holds any. A namespace that is left open fits every namespace.
   */
  together(slot: Slot, kinds: readonly string[], matches: (candidate: Slot) => boolean = () => true): Slot[] {
    return this.nearest(slot, this.#ofKinds(kinds), matches);
  }

  /** As `together`, among candidates that an index has found. */
  nearest(
    slot: Slot,
    candidates: Iterable<Slot>,
    matches: (candidate: Slot) => boolean = () => true,
  ): Slot[] {
    this.reads.note(this.#kustomizeMark);
    const roots = this.rootsOf(slot.uri);
    let best: Slot[] = [];
    let depth = -1;
    for (const candidate of candidates) {
      const at = this.#distance(slot, candidate, roots);
      if (at < depth || at < 0 || !sameNamespace(slot.resource, candidate.resource) || !matches(candidate))
        continue;
      if (at > depth) {
        best = [];
        depth = at;
      }
      best.push(candidate);
    }
    return best;
  }

  /** Whether two objects can be deployed together, whatever their namespaces are. */
  reaches(slot: Slot, other: Slot): boolean {
    return this.#distance(slot, other, this.rootsOf(slot.uri)) >= 0;
  }

  *#ofKinds(kinds: readonly string[]): Iterable<Slot> {
    for (const kind of kinds) yield* this.ofKind(kind);
  }

  /** How near a candidate is: more is nearer, below 0 is out of reach. */
  #distance(slot: Slot, candidate: Slot, roots: ReadonlySet<string>): number {
    const others = this.rootsOf(candidate.uri);
    if (roots.size === 0 && others.size === 0)
      return testFolderOf(slot.uri) === testFolderOf(candidate.uri)
        ? sharedDepth(slot.uri, candidate.uri)
        : -1;
    for (const root of roots) if (others.has(root)) return 0;
    return -1;
  }

  /** The folders of the Kustomize roots that include a file. */
  rootsOf(uri: string): ReadonlySet<string> {
    return this.kustomize.rootsOf.get(uri) ?? NONE;
  }

  /** Whether everything that is deployed together with a file is known, so that what is not there is missing. */
  isComplete(uri: string): boolean {
    this.reads.note(this.#coveredMark);
    if (this.#covered?.every((folder) => !uri.startsWith(`${folder}/`))) return false;
    for (const root of this.rootsOf(uri)) if (this.kustomize.incomplete.has(root)) return false;
    return true;
  }

  /**
   * Whether an object is part of a whole, so that what it lacks may stand elsewhere: a Kustomize patch, an object with
   * strategic-merge directives, a patch by the name of its file that no Kustomize root includes and that is no workload as a
   * whole, or what could be read of a broken document.
   */
  isPartial({ uri, document, resource }: Slot): boolean {
    const { patches, rootsOf } = this.kustomize;
    const isNamed = (): boolean =>
      !rootsOf.has(uri) && PATCH_NAME.test(nameOf(uri)) && !isWholeWorkload(resource);
    return patches.has(uri) || document.hasPatchDirectives || document.isBroken || isNamed();
  }

  /** Names of images in a file whose version Kustomize sets. */
  pinnedImages(uri: string): ReadonlySet<string> {
    return this.kustomize.pinnedImages.get(uri) ?? NONE;
  }

  get kustomize(): KustomizeModel {
    this.reads.note(this.#kustomizeMark);
    this.#kustomize ??= readKustomize(this.#kustomizations(), (uri) => this.#knows(uri));
    return this.#kustomize;
  }

  /** In an order that does not depend on which file came first. */
  #kustomizations(): (readonly [string, ManifestDocument['root']])[] {
    const uris = [...this.#manifests.keys()].filter(isKustomization).toSorted();
    return uris.flatMap((uri) => {
      const first = this.#manifests.get(uri)?.documents[0];
      return first ? [[uri, first.document.root] as const] : [];
    });
  }

  #isTemplate(uri: string, text: string): boolean {
    const chart = chartOf(uri);
    return (chart !== undefined && this.#manifests.has(chart)) || hasTemplateActions(text);
  }

  /** A Chart.yaml came or went: the files in its `templates/` are read again. */
  #retemplate(chart: string): void {
    const folder = `${folderOf(chart)}/templates/`;
    const files = [...this.#manifests.values(), ...this.#templates.values()].filter(({ uri }) =>
      uri.startsWith(folder),
    );
    for (const { uri, text } of files) {
      this.delete(uri);
      this.set(uri, text);
    }
  }

  #forget(uri: string): void {
    this.#objects.set(uri, [], this.#revision);
    if (!this.#manifests.delete(uri)) return;
    this.#changed(this.#manifestsMark);
    this.#reroot();
  }
}

const NONE: ReadonlySet<string> = new Set();

/** `patch.yaml`, `web-patch.json`, `patch_ports.yaml`: what is given to `kubectl patch`, or to Kustomize elsewhere. */
const PATCH_NAME = /(?:^|[-_.])patch(?:es)?(?:[-_.].*)?\.(?:ya?ml|json)$/i;

/** `Dockerfile`, `Dockerfile.dev`, `web.Dockerfile`, `Containerfile`. */
export function isDockerfile(uri: string): boolean {
  return /^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.[Dd]ockerfile$/.test(nameOf(uri));
}

/** A namespace that is left open fits every namespace. */
export function sameNamespace(a: Resource, b: Resource): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;
}
