import type { AnyCheck } from '../core/checks/check.ts';
import type { ProjectConfig } from '../core/checks/config.ts';
import { CONFIG_FILE } from '../core/checks/config/fileName.ts';
import { readConfig } from '../core/checks/config/read.ts';
import { resolveConfig } from '../core/checks/config/resolve.ts';
import type { OnError } from '../core/checks/run.ts';
import { Diagnoser } from '../core/diagnose.ts';
import type { SchemaProvider } from '../core/schema/provider.ts';
import type { Minor } from '../core/kinds/versions.ts';
import { ManifestDocument } from '../core/manifest/document.ts';
import { splitDocuments } from '../core/manifest/split.ts';
import type { EditorSettings } from '../core/settings.ts';
import type { Matches } from '../core/globs.ts';
import { matcher } from '../core/globs.ts';
import { folderOf, pathBelow } from '../core/workspace/uris.ts';
import { existsOnDisk, readText } from './files.ts';
import { isWithin, uriToPath } from './uris.ts';

/** What holds for the files that share a config file and a workspace folder. */
export interface FolderConfig {
  readonly diagnoser: Diagnoser;
  readonly enabled: boolean;
  /** The nearest config file, if there is one. */
  readonly file: string | undefined;
  isIgnored(uri: string): boolean;
}

export interface ConfigsOptions {
  readonly checks: readonly AnyCheck[];
  readonly onError: OnError;
  /** Without schemas, the fields of objects are not checked. */
  readonly schemas?: SchemaProvider;
  /** The text of a file as an editor holds it; `undefined` for files that are not open. */
  readonly openText?: (uri: string) => string | undefined;
  /** The config file of all files, instead of the nearest one. */
  readonly configFile?: string;
  /** Where a cluster can be chosen: its version, as far as it is known. */
  readonly cluster?: () => Minor | undefined;
  /** The day, as in `2026-01-31`; without it, no waiver expires. */
  readonly today?: () => string;
}

/**
 * Finds what is configured for a file: the nearest `.kube-guardrails.yaml` above it, up to the root of its Git repository or
 * of the disk, and the editor's settings of its workspace folder. The same file gives the same answer in every host.
 * Answers are kept until `forget` or `setEditorSettings`.
 */
export class Configs {
  readonly #options: ConfigsOptions;
  /** Folder to the nearest config file at or above it. */
  readonly #nearest = new Map<string, string | undefined>();
  readonly #projects = new Map<string, ProjectConfig>();
  readonly #resolved = new Map<string, FolderConfig>();
  /** Workspace folder to settings; '' holds those of files outside of all folders. */
  #settings: ReadonlyMap<string, EditorSettings> = new Map();

  constructor(options: ConfigsOptions) {
    this.#options = options;
  }

  /** The first workspace folder. */
  get firstFolder(): string | undefined {
    for (const folder of this.#settings.keys()) if (folder !== '') return folder;
    return undefined;
  }

  /** Replaces the editor's settings: workspace folder to settings, '' for files outside of all folders. */
  setEditorSettings(settings: ReadonlyMap<string, EditorSettings>): void {
    this.#settings = settings;
    this.#resolved.clear();
  }

  /** Reads config files again: one was written, added, renamed or removed. */
  forget(): void {
    this.#nearest.clear();
    this.#projects.clear();
    this.#resolved.clear();
  }

  /** What was found with this configuration no longer holds: other schemas are there. */
  renew(): void {
    this.#resolved.clear();
  }

  /** What holds for a file. The same value for all files that it holds for. */
  of(uri: string): FolderConfig {
    const file = this.fileFor(uri);
    const folder = this.#folderOf(uri);
    const key = `${file ?? ''}\n${folder}`;
    let config = this.#resolved.get(key);
    if (!config) this.#resolved.set(key, (config = this.#resolve(file, folder)));
    return config;
  }

  /** The address of the config file that holds for a file. One that was never saved belongs to the first workspace folder. */
  fileFor(uri: string): string | undefined {
    if (this.#options.configFile !== undefined) return this.#options.configFile;
    const folder = uri.includes('://') ? folderOf(uri) : this.firstFolder;
    return folder === undefined ? undefined : this.#find(folder);
  }

  /** The checks of all config files that have been read. */
  get customChecks(): readonly AnyCheck[] {
    return [...this.#projects.values()].flatMap(({ customChecks }) => customChecks);
  }

  #find(folder: string): string | undefined {
    if (this.#nearest.has(folder)) return this.#nearest.get(folder);
    const file = `${folder}/${CONFIG_FILE}`;
    const above = folderOf(folder);
    const isTop = above.endsWith(':/');
    let found: string | undefined;
    if (this.#exists(file)) found = file;
    else if (!isTop && !existsOnDisk(uriToPath(`${folder}/.git`))) found = this.#find(above);
    this.#nearest.set(folder, found);
    return found;
  }

  /** One that cannot be read counts, too: those above it were not meant for these files. */
  #exists(uri: string): boolean {
    return this.#options.openText?.(uri) !== undefined || existsOnDisk(uriToPath(uri));
  }

  #read(uri: string): string | undefined {
    const open = this.#options.openText?.(uri);
    if (open !== undefined) return open;
    const path = uriToPath(uri);
    return path === undefined ? undefined : readText(path).text;
  }

  #folderOf(uri: string): string {
    let best = '';
    for (const folder of this.#settings.keys()) {
      if (folder !== '' && folder.length > best.length && isWithin(uri, folder)) best = folder;
    }
    return best;
  }

  #resolve(file: string | undefined, folder: string): FolderConfig {
    const { checks: builtIn, onError, schemas, today, cluster } = this.#options;
    const project = file === undefined ? undefined : this.#project(file);
    const checks =
      project && project.customChecks.length > 0 ? [...builtIn, ...project.customChecks] : builtIn;
    const editor = this.#settings.get(folder);
    const globs: [string, Matches][] = [];
    if (file !== undefined && project && project.ignore.length > 0)
      globs.push([folderOf(file), matcher(project.ignore)]);
    if (editor && editor.ignore.length > 0) globs.push([folder, matcher(editor.ignore)]);
    const base = file === undefined ? undefined : folderOf(file);
    const version = cluster && { version: cluster() };
    const resolved = resolveConfig(project, editor, checks, base, version);
    return {
      diagnoser: new Diagnoser(checks, resolved, onError, schemas, today),
      enabled: editor?.enable ?? true,
      file,
      isIgnored: (uri) =>
        globs.some(([base, matches]) => {
          const path = pathBelow(uri, base);
          return path !== undefined && matches(path);
        }),
    };
  }

  #project(file: string): ProjectConfig {
    let project = this.#projects.get(file);
    if (!project) {
      const text = this.#read(file) ?? '';
      const [first] = splitDocuments(text);
      project = readConfig(
        new ManifestDocument(text.slice(first?.start, first?.end)),
        this.#options.checks,
      ).config;
      this.#projects.set(file, project);
    }
    return project;
  }
}
