import { lstatSync } from 'node:fs';
import type { FileEvent, WorkspaceFolder } from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../core/checks/config/fileName.ts';
import { nameOf } from '../core/workspace/uris.ts';
import type { Workspace } from '../core/workspace.ts';
import type { Configs } from '../io/config.ts';
import { isCandidate } from '../io/files.ts';
import { GitIgnore } from '../io/gitIgnore.ts';
import { canonicalUri, isWithin, pathToUri, uriToPath } from '../io/uris.ts';
import { walk } from '../io/walk.ts';
import type { OpenDocuments } from './documents.ts';
import { forget, readFile, scan } from './scan.ts';
import { inSlices } from './slices.ts';

export interface DiskParts {
  readonly workspace: Workspace;
  readonly documents: OpenDocuments;
  readonly configs: Configs;
  readonly log: (message: string) => void;
}

export interface ScanOptions {
  readonly onFile?: (count: number) => void;
  readonly isCancelled?: () => boolean;
}

/** Keeps the workspace in step with the disk: the workspace folders, and what changes in them. */
export class Disk {
  readonly #parts: DiskParts;
  #folders: readonly string[] = [];
  #ignores = new Map<string, GitIgnore>();
  #scans = 0;

  constructor(parts: DiskParts) {
    this.#parts = parts;
    parts.workspace.cover([]);
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** Workspace folders came or went; `scan` reads and forgets accordingly. */
  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => canonicalUri(uri)));
    const kept = this.#folders.filter((folder) => !gone.has(folder));
    this.#folders = [...new Set([...kept, ...added.map(({ uri }) => canonicalUri(uri))])];
  }

  /** Reads all folders. A later scan ends this one. Says whether it came to its end. */
  async scan({ onFile = () => {}, isCancelled = () => false }: ScanOptions = {}): Promise<boolean> {
    const { workspace } = this.#parts;
    const number = ++this.#scans;
    this.#ignores.clear();
    const covered = await inSlices(
      scan(this.#folders, { ...this.#parts, onFile }),
      () => isCancelled() || number !== this.#scans,
    );
    if (covered) workspace.cover(covered);
    return covered !== undefined;
  }

  /** Takes in a file that was closed in the editor as the disk has it, if it is one of the workspace's. */
  async reread(uri: string): Promise<void> {
    const path = this.#counts(uri) ? uriToPath(uri) : undefined;
    if (path === undefined) this.#parts.workspace.delete(uri);
    else await inSlices(readFile(uri, path, this.#parts), () => false);
  }

  /** Follows changes of files; says whether rules of `.gitignore` changed, so that all has to be read again. */
  async follow(changes: readonly FileEvent[]): Promise<'rescan' | undefined> {
    const { configs } = this.#parts;
    const names = new Set(changes.map(({ uri }) => nameOf(uri)));
    if (names.has('.gitignore')) return 'rescan';
    if (names.has(CONFIG_FILE)) configs.forget();
    await inSlices(this.#take(changes), () => false);
    return undefined;
  }

  *#take(changes: readonly FileEvent[]): Generator<void> {
    const { workspace, documents } = this.#parts;
    for (const { uri: clientUri, type } of changes) {
      yield;
      const uri = canonicalUri(clientUri);
      if (type === DELETED) forget(uri, workspace, documents);
      else yield* this.#readAll(uri);
    }
  }

  /** A file, or all of a folder that was moved here. */
  *#readAll(uri: string): Generator<void> {
    const path = uriToPath(uri);
    // Links are not followed, as when walking.
    const stat = path === undefined ? undefined : lstatSync(path, { throwIfNoEntry: false });
    if (path === undefined || !stat) return;
    if (stat.isFile() && isCandidate(nameOf(uri))) {
      if (this.#counts(uri)) yield* readFile(uri, path, this.#parts);
    } else if (stat.isDirectory() && this.#isInFolder(uri)) {
      for (const file of walk(path)) {
        yield;
        const found = file === undefined ? undefined : pathToUri(file);
        if (found && this.#counts(found)) yield* readFile(found, file ?? '', this.#parts);
      }
    }
  }

  #isInFolder(uri: string): boolean {
    return this.#folders.some((folder) => isWithin(uri, folder));
  }

  /** Whether a closed file belongs to the workspace. */
  #counts(uri: string): boolean {
    const folder = this.#folders.find((one) => isWithin(uri, one));
    const root = folder === undefined ? undefined : uriToPath(folder);
    const path = uriToPath(uri);
    if (root === undefined || path === undefined || folder === undefined) return false;
    let ignores = this.#ignores.get(folder);
    if (!ignores) this.#ignores.set(folder, (ignores = new GitIgnore(root)));
    return !ignores.ignoresBelow(root, path);
  }
}

const DELETED = 3;
