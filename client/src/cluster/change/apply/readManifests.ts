import type { Field } from '../../../../../server/src/core/manifest/field.ts';
import { ManifestDocument } from '../../../../../server/src/core/manifest/document.ts';
import type { Resource } from '../../../../../server/src/core/manifest/resource.ts';
import { splitDocuments } from '../../../../../server/src/core/manifest/split.ts';

/** An object of a text, as it will be sent. */
export interface Manifest {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** As written; the context decides where it is left out. */
  readonly namespace: string | undefined;
  /** From 1. */
  readonly line: number;
  /** What somebody wrote, byte for byte. */
  readonly text: string;
  readonly root: Field;
  /** Where its document begins in the text. */
  readonly start: number;
}

/** A part of a text that cannot be applied. */
export interface LeftOut {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

export interface ReadManifests {
  readonly manifests: readonly Manifest[];
  readonly leftOut: readonly LeftOut[];
}

/** A piece of a text, from offset to offset. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** The objects of a text (of all documents that a piece touches), and everything in it that is none. */
export function readManifests(text: string, piece: Piece = { start: 0, end: text.length }): ReadManifests {
  const manifests: Manifest[] = [];
  const leftOut: LeftOut[] = [];
  const spans = splitDocuments(text);
  const touched = spans.filter(({ start, end }, index) => {
    const isLast = index === spans.length - 1;
    return (
      start <= piece.end && (piece.start < end || isLast) && (start < piece.end || start === piece.start)
    );
  });
  for (const { start, end } of touched) {
    const document = new ManifestDocument(text.slice(start, end));
    const lineOf = (offset: number): number => lineAt(text, start + offset);
    const broken = document.problems.find(({ id }) => id === 'yaml-syntax');
    if (broken) {
      leftOut.push({ line: lineOf(broken.span.start), reason: `cannot be read: ${broken.message}` });
      continue;
    }
    if (!document.root.exists) continue;
    for (const found of objectsOf(document)) {
      const line = lineOf(found.root.node?.range?.[0] ?? 0);
      if ('reason' in found) leftOut.push({ line, reason: found.reason });
      else manifests.push({ ...found, line, start });
    }
  }
  return { manifests, leftOut };
}

type Found = Omit<Manifest, 'line' | 'start'> | { readonly root: Field; readonly reason: string };

function objectsOf(document: ManifestDocument): Found[] {
  const { root, resources } = document;
  const isOne = resources.length === 1 && resources[0]?.root === root;
  if (!isOne && resources.length > 0 && document.aliases.size > 0)
    return [{ root, reason: 'a List with YAML aliases cannot be taken apart. Make its items documents.' }];
  const nameless = isOne ? [] : unread(root, resources);
  if (resources.length === 0 && nameless.length === 0)
    return [{ root, reason: 'is no Kubernetes object: "apiVersion" or "kind" is missing.' }];
  return [...resources.map((one) => found(one, isOne ? document.text : itemText(one))), ...nameless];
}

/** Items of a List that say not what they are. */
function unread(root: Field, resources: readonly Resource[]): Found[] {
  const read = new Set(resources.map(({ root: { node } }) => node));
  const items = root.at('items').items();
  const isWithin = (item: Field): boolean => read.has(item.node) || item.at('items').items().some(isWithin);
  return items
    .filter((item) => !isWithin(item))
    .map((item) => ({ root: item, reason: 'is no Kubernetes object: "apiVersion" or "kind" is missing.' }));
}

function found({ root, apiVersion, group, version, kind, namespace }: Resource, text: string): Found {
  const metadata = root.at('metadata');
  const name = metadata.at('name').written;
  if (name !== undefined && name !== '')
    return { root, apiVersion, group, version, kind, namespace, name, text };
  const reason = metadata.at('generateName').exists
    ? `this ${kind} has a generated name, and would be another object each time. Create it with "kubectl create", or give it a name.`
    : `this ${kind} has no name.`;
  return { root, reason };
}

/** The text of an item as a document of its own: its first line moves to where its other lines begin. */
function itemText({ root, apiVersion, kind }: Resource): string {
  const { text } = root.source;
  const [start = 0, end = 0] = root.node?.range ?? [];
  const own = text.slice(start, end);
  const isTyped = !root.at('kind').exists; // an item of a DeploymentList need not say what it is
  if (root.map?.flow)
    return isTyped ? `{"apiVersion": "${apiVersion}", "kind": "${kind}", ${own.slice(1)}` : own;
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const head = isTyped ? `${indent}apiVersion: ${apiVersion}\n${indent}kind: ${kind}\n` : '';
  return `${head}${indent}${own}`;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Such as `Deployment web`. */
export function nameOf({ kind, name }: Pick<Manifest, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}
