import type { ManifestDocument, ManifestFile } from './manifest/document.ts';
import { readManifestFile } from './manifest/document.ts';
import { chartOf, hasTemplateActions } from './manifest/helm.ts';
import type { Resource } from './manifest/resource.ts';
import type { KustomizeModel } from './workspace/kustomize.ts';
import { isKustomization, readKustomize } from './workspace/kustomize.ts';
import { folderOf, nameOf, sharedDepth } from './workspace/uris.ts';

/** An object and where it lies. Identical documents share their object, so a slot, not a resource, names a place. */
export interface Slot {
  readonly uri: string;
  /** Where the object's document starts in the file. */
  readonly start: number;
  readonly document: ManifestDocument;
  readonly resource: Resource;
}

/** A file that is no manifest but says something about manifests: a Dockerfile, a compose file's neighbour. */
export interface PlainFile {
  readonly uri: string;
  readonly text: string;
}

/** All files that are known and the index of the objects in them. The only mutable store of the engine. */
export class Workspace {
  readonly #manifests = new Map<string, ManifestFile>();
  readonly #templates = new Map<string, PlainFile>();
  readonly #plain = new Map<string, PlainFile>();
  readonly #slots = new Map<string, readonly Slot[]>();
  readonly #byKind = new Map<string, Map<string, Slot[]>>();
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
    this.#revision++;
    this.#covered = folders;
  }

  /** Takes in a file or its new text. Documents of `parsed`, the same file read beforehand, are not parsed again. */
  set(uri: string, text: string, parsed?: ManifestFile): void {
    const known = this.#manifests.has(uri);
    this.#revision++;
    if (isDockerfile(uri)) this.#plain.set(uri, { uri, text });
    else if (this.#isTemplate(uri, text)) {
      this.#forget(uri);
      this.#templates.set(uri, { uri, text });
    } else {
      this.#templates.delete(uri);
      const file = readManifestFile(uri, text, parsed ?? this.#manifests.get(uri));
      this.#manifests.set(uri, file);
      this.#index(file);
    }
    if (!known || isKustomization(uri)) this.#kustomize = undefined;
    if (!known && nameOf(uri) === 'Chart.yaml') this.#retemplate(uri);
  }

  delete(uri: string): void {
    this.#revision++;
    this.#forget(uri);
    this.#templates.delete(uri);
    this.#plain.delete(uri);
    if (nameOf(uri) === 'Chart.yaml') this.#retemplate(uri);
  }

  /** A file of manifests; `undefined` for Helm templates, Dockerfiles and what is not known. */
  file(uri: string): ManifestFile | undefined {
    return this.#manifests.get(uri);
  }

  /** The text of any file that is known. */
  text(uri: string): string | undefined {
    return this.#manifests.get(uri)?.text ?? this.#plain.get(uri)?.text ?? this.#templates.get(uri)?.text;
  }

  /** The addresses of all files that are known, manifests or not. */
  *uris(): Iterable<string> {
    yield* this.#manifests.keys();
    yield* this.#templates.keys();
    yield* this.#plain.keys();
  }

  files(): Iterable<ManifestFile> {
    return this.#manifests.values();
  }

  /** Files that are templates of manifests, of Helm or another tool. */
  templates(): Iterable<PlainFile> {
    return this.#templates.values();
  }

  dockerfiles(): Iterable<PlainFile> {
    return this.#plain.values();
  }

  /** The objects of a file, in order. */
  slots(uri: string): readonly Slot[] {
    return this.#slots.get(uri) ?? [];
  }

  /** All objects of a kind. */
  *ofKind(kind: string): Iterable<Slot> {
    for (const slots of this.#byKind.get(kind)?.values() ?? []) yield* slots;
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
    if (roots.size === 0 && others.size === 0) return sharedDepth(slot.uri, candidate.uri);
    for (const root of roots) if (others.has(root)) return 0;
    return -1;
  }

  /** The folders of the Kustomize roots that include a file. */
  rootsOf(uri: string): ReadonlySet<string> {
    return this.kustomize.rootsOf.get(uri) ?? NONE;
  }

  /** Whether everything that is deployed together with a file is known, so that what is not there is missing. */
  isComplete(uri: string): boolean {
    if (this.#covered?.every((folder) => !uri.startsWith(`${folder}/`))) return false;
    for (const root of this.rootsOf(uri)) if (this.kustomize.incomplete.has(root)) return false;
    return true;
  }

  /**
   * Whether an object is part of a whole, so that what it lacks may stand elsewhere: a Kustomize patch, an object with
   * strategic-merge directives, or what could be read of a broken document.
   */
  isPartial({ uri, document }: Slot): boolean {
    return this.kustomize.patches.has(uri) || document.hasPatchDirectives || document.isBroken;
  }

  /** Names of images in a file whose version Kustomize sets. */
  pinnedImages(uri: string): ReadonlySet<string> {
    return this.kustomize.pinnedImages.get(uri) ?? NONE;
  }

  get kustomize(): KustomizeModel {
    this.#kustomize ??= readKustomize(this.#kustomizations(), (uri) => this.text(uri) !== undefined);
    return this.#kustomize;
  }

  *#kustomizations(): Iterable<readonly [string, ManifestDocument['root']]> {
    for (const { uri, documents } of this.#manifests.values()) {
      const first = isKustomization(uri) ? documents[0] : undefined;
      if (first) yield [uri, first.document.root];
    }
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

  #index(file: ManifestFile): void {
    this.#unindex(file.uri);
    const slots = file.documents.flatMap(({ start, document }) =>
      document.resources.map((resource) => ({ uri: file.uri, start, document, resource })),
    );
    this.#slots.set(file.uri, slots);
    for (const slot of slots) {
      let files = this.#byKind.get(slot.resource.kind);
      if (!files) this.#byKind.set(slot.resource.kind, (files = new Map()));
      const known = files.get(file.uri);
      if (known) known.push(slot);
      else files.set(file.uri, [slot]);
    }
  }

  #unindex(uri: string): void {
    for (const { resource } of this.#slots.get(uri) ?? []) this.#byKind.get(resource.kind)?.delete(uri);
    this.#slots.delete(uri);
  }

  #forget(uri: string): void {
    this.#unindex(uri);
    if (this.#manifests.delete(uri)) this.#kustomize = undefined;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** `Dockerfile`, `Dockerfile.dev`, `web.Dockerfile`, `Containerfile`. */
export function isDockerfile(uri: string): boolean {
  return /^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.[Dd]ockerfile$/.test(nameOf(uri));
}

/** A namespace that is left open fits every namespace. */
export function sameNamespace(a: Resource, b: Resource): boolean {
  return a.namespace === undefined || b.namespace === undefined || a.namespace === b.namespace;
}
