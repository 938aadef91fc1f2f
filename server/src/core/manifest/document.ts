import { isMap } from 'yaml';
import type { Alias, Node } from 'yaml';
import { groupBy } from '../groupBy.ts';
import { mayHoldManifest } from './detect.ts';
import { halfObject } from './halfObject.ts';
import type { FieldSource } from './field.ts';
import { Field } from './field.ts';
import type { Resource } from './resource.ts';
import { resourcesOf } from './resource.ts';
import { splitDocuments } from './split.ts';
import type { SyntaxProblem } from './yaml.ts';
import { parseYaml } from './yaml.ts';

/** One YAML document of a file: its text and what was read from it. Immutable; equal texts share one. */
export class ManifestDocument implements FieldSource {
  readonly text: string;
  readonly root: Field;
  readonly aliases: ReadonlyMap<Alias, Node>;
  readonly problems: readonly SyntaxProblem[];
  /** The Kubernetes objects in it: one, the items of a `kind: List`, or none. */
  readonly resources: readonly Resource[];

  #hasPatchDirectives: boolean | undefined;

  constructor(text: string) {
    this.text = text;
    const parsed = parseYaml(text);
    this.aliases = parsed.aliases;
    this.problems = parsed.problems;
    this.root = new Field(this, parsed.contents);
    this.resources = isMap(parsed.contents) ? resourcesOf(this.root) : [];
  }

  /** Whether it is a Kubernetes object, or a broken text that would be one. */
  get isManifest(): boolean {
    return this.resources.length > 0 || (this.problems.length > 0 && mayHoldManifest(this.text));
  }

  /** Whether the parser lost its way, so that a part of what is written may be missing from the tree. */
  get isBroken(): boolean {
    return this.problems.some(({ id }) => id === 'yaml-syntax');
  }

  /**
   * Whether strategic-merge directives (`$patch: delete`) stand in it, so that it is a patch of another object
   * (https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md).
   */
  get hasPatchDirectives(): boolean {
    return (this.#hasPatchDirectives ??= this.text.includes('$') && PATCH_DIRECTIVE.test(this.text));
  }
}

const PATCH_DIRECTIVE =
  /^[ \t]*(?:- )*["']?\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)\b/m;

/** A document and where it starts in its file. */
export interface PlacedDocument {
  readonly start: number;
  readonly document: ManifestDocument;
}

/** A file of manifests. */
export interface ManifestFile {
  readonly uri: string;
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
}

/** How Tilt builds images; a program, not YAML. */
function isTiltfile(uri: string): boolean {
  return uri.endsWith('/Tiltfile');
}

/**
 * Splits and parses a file. Documents whose text stands in `previous` are taken over as they are, so that a key press costs
 * one document. What cannot hold a Kubernetes object is not parsed at all.
 */
export function readManifestFile(uri: string, text: string, previous?: ManifestFile): ManifestFile {
  // By length: comparing two texts takes far less time than hashing one.
  const known = groupBy(previous?.documents.map(({ document }) => document) ?? [], ({ text }) => text.length);
  const documents: PlacedDocument[] = [];
  if (isTiltfile(uri)) return { uri, text, documents };
  for (const { start, end } of splitDocuments(text)) {
    const part = text.slice(start, end);
    let document = known.get(part.length)?.find((one) => one.text === part);
    if (!document) {
      if (!mayHoldManifest(part) && !halfObject(part) && !isConfiguration(uri)) continue;
      document = new ManifestDocument(part);
      const alike = known.get(part.length);
      if (alike) alike.push(document);
      else known.set(part.length, [document]);
    }
    documents.push({ start, document });
  }
  return { uri, text, documents };
}

/** Files that are read although they hold no Kubernetes object: they say how manifests belong together. */
export function isConfiguration(uri: string): boolean {
  return (
    isTiltfile(uri) ||
    /\/(?:\.kube-guardrails\.ya?ml|kustomization\.ya?ml|Kustomization|skaffold\.ya?ml|(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml)$/.test(
      uri,
    )
  );
}
