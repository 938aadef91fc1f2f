import type { ManifestFile, PlacedDocument } from '../core/manifest/document.ts';
import { ManifestDocument } from '../core/manifest/document.ts';
import { mayHoldManifest } from '../core/manifest/detect.ts';
import { splitDocuments } from '../core/manifest/split.ts';
import type { Workspace } from '../core/workspace.ts';
import { readManifestText } from '../io/files.ts';
import { GitIgnore } from '../io/gitIgnore.ts';
import { isWithin, pathToUri, uriToPath } from '../io/uris.ts';
import { walk } from '../io/walk.ts';
import type { OpenDocuments } from './documents.ts';

/** Beyond this the folder is no project of manifests, and its texts would fill the memory. */
const MAX_FILES = 20_000;

export interface ScanParts {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  /** Told of every file that is read. */
  readonly onFile: (count: number) => void;
  readonly log: (message: string) => void;
}

/** Reads all manifests of the folders, step by step. Gives the folders that have been read as a whole. */
export function* scan(folders: readonly string[], parts: ScanParts): Generator<void, string[]> {
  const { workspace } = parts;
  const seen = new Set<string>();
  const covered: string[] = [];
  for (const folder of folders) {
    const path = uriToPath(folder);
    if (path === undefined) continue;
    const isWhole = yield* scanFolder(path, seen, parts);
    if (isWhole) covered.push(folder);
    else
      parts.log(
        `${path} holds more than ${MAX_FILES} files that may be manifests: the rest is read only when opened.`,
      );
  }
  for (const uri of workspace.uris()) {
    if (!seen.has(uri) && !parts.documents.get(uri)) workspace.delete(uri);
  }
  return covered;
}

function* scanFolder(path: string, seen: Set<string>, parts: ScanParts): Generator<void, boolean> {
  const onUnreadable = (folder: string): void => parts.log(`Skipped ${folder}: it cannot be read.`);
  for (const file of walk(path, { gitIgnore: new GitIgnore(path), onUnreadable })) {
    yield;
    if (file === undefined) continue;
    const uri = pathToUri(file);
    if (seen.has(uri)) continue;
    if (seen.size >= MAX_FILES) return false;
    seen.add(uri);
    parts.onFile(seen.size);
    yield* readFile(uri, file, parts);
  }
  return true;
}

/** Takes in a file as the disk has it, unless it is open or has not changed. */
export function* readFile(
  uri: string,
  path: string,
  { workspace, documents, log }: Omit<ScanParts, 'onFile'>,
): Generator<void> {
  if (documents.get(uri)) return;
  const { text, problem } = readManifestText(path);
  if (text === undefined) {
    if (problem !== 'irrelevant' && problem !== 'missing') log(`Skipped ${path}: it is ${problem}.`);
    if (workspace.text(uri) !== undefined) workspace.delete(uri);
    return;
  }
  if (workspace.text(uri) === text) return;
  const parsed = text.length > LONG ? yield* parse(uri, text) : undefined;
  if (!documents.get(uri)) workspace.set(uri, text, parsed);
}

/** Longer files are parsed document by document. */
const LONG = 20_000;

function* parse(uri: string, text: string): Generator<void, ManifestFile> {
  const documents: PlacedDocument[] = [];
  for (const { start, end } of splitDocuments(text)) {
    const part = text.slice(start, end);
    if (!mayHoldManifest(part)) continue;
    documents.push({ start, document: new ManifestDocument(part) });
    yield;
  }
  return { uri, text, documents };
}

/** Forgets a file, or all files of a folder, but for what is open. */
export function forget(uri: string, workspace: Workspace, documents: OpenDocuments): void {
  for (const known of workspace.uris()) {
    if (isWithin(known, uri) && !documents.get(known)) workspace.delete(known);
  }
}
