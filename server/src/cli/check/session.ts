import { CHECKS } from '../../core/checks/index.ts';
import { CONFIG_FILE } from '../../core/checks/config/fileName.ts';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { PlacedWaiver } from '../../core/checks/waivers/apply.ts';
import { SchemaProvider } from '../../core/schema/provider.ts';
import { Workspace } from '../../core/workspace.ts';
import type { EditorSettings } from '../../core/settings.ts';
import { Configs } from '../../io/config.ts';
import type { ReadProblem, ReadResult } from '../../io/files.ts';
import { readManifestText, readText } from '../../io/files.ts';
import { BUNDLED_SCHEMAS, SchemaFiles } from '../../io/schemas.ts';
import { today } from '../../io/today.ts';
import { pathToUri, uriToPath } from '../../io/uris.ts';
import { visible } from '../terminal/escape.ts';
import type { Progress } from '../terminal/progress.ts';
import { UsageError } from '../usage.ts';
import type { RunSettings } from './settings.ts';
import { ALWAYS } from './settings.ts';

export interface SessionOptions {
  readonly kubernetesVersion: string;
  /** Address of the config file that replaces those beside the manifests. */
  readonly configFile: string | undefined;
  /** What the command line says of checks; which files it leaves out is for `collect`. */
  readonly settings?: RunSettings;
  readonly progress: Progress;
  /** Told of what goes wrong but does not end the run. */
  readonly warn: (message: string) => void;
}

/** The files of one run, what is configured for them and what is found in them. */
export class Session {
  readonly workspace = new Workspace();
  readonly configs: Configs;
  readonly #progress: Progress;
  readonly #failed = new Set<string>();

  constructor({ kubernetesVersion, configFile, settings, progress, warn }: SessionOptions) {
    this.#progress = progress;
    this.configs = new Configs({
      checks: CHECKS,
      schemas: new SchemaProvider(this.workspace, new SchemaFiles(BUNDLED_SCHEMAS, warn)),
      today,
      onError: (id, error) => {
        if (this.#failed.has(id)) return;
        this.#failed.add(id);
        warn(`the check ${id} failed on a manifest, which is a bug of Kube Guardrails: ${describe(error)}`);
      },
      ...(configFile === undefined ? {} : { configFile }),
    });
    const everywhere: EditorSettings = {
      enable: true,
      kubernetesVersion,
      checks: Object.fromEntries(settings?.levels ?? []),
      ignore: [],
      ...(settings?.presets ? { presets: settings.presets } : {}),
      ...(settings?.only ? { only: [...settings.only, ...ALWAYS] } : {}),
    };
    this.configs.setEditorSettings(new Map([['', everywhere]]));
  }

  /** Reads files into the workspace. Tells of each that could not be read. */
  load(paths: readonly string[], onProblem: (path: string, problem: ReadProblem) => void): void {
    for (const [index, path] of paths.entries()) {
      this.#progress.show('Reading files', index, paths.length);
      this.add(path, readManifestText(path), onProblem);
    }
  }

  /** Reads a file that was named: JSON without an object is no reason to complain, and neither is the name. */
  loadNamed(path: string, onProblem: (path: string, problem: ReadProblem) => void): void {
    this.add(path, readText(path), onProblem);
  }

  add(
    path: string,
    { text, problem }: ReadResult,
    onProblem: (path: string, problem: ReadProblem) => void,
  ): void {
    if (text === undefined) onProblem(path, problem);
    else this.workspace.set(pathToUri(path), text);
  }

  /**
   * Reads the config files that hold for these files, whose mistakes concern whoever checks the files. One of another name is
   * put into a folder of its own name: the engine knows config files by their name. Tells of each that could not be read.
   * @returns their addresses.
   */
  loadConfigs(uris: readonly string[], onProblem: (path: string, problem: ReadProblem) => void): string[] {
    const files = new Set(uris.map((uri) => this.configs.of(uri).file).filter((file) => file !== undefined));
    return [...files].flatMap((file) => {
      const path = uriToPath(file);
      if (path === undefined) return [];
      const { text, problem } = readText(path);
      if (text === undefined) {
        onProblem(path, problem);
        return [];
      }
      const uri = configUri(file);
      this.workspace.set(uri, text);
      return [uri];
    });
  }

  /** All findings of a file in order, waived ones marked. */
  diagnose(uri: string): PlacedFinding[] {
    const { diagnoser, file } = this.configs.of(uri);
    if (diagnoser.config.targetOf(uri).isCluster) throw new UsageError(noCluster(file));
    return diagnoser.diagnose(this.workspace, uri);
  }

  /** All waivers of a file in order, and what came of them. */
  waivers(uri: string): readonly PlacedWaiver[] {
    return this.configs.of(uri).diagnoser.waivers(this.workspace, uri);
  }

  /** The findings of many files, in their order. */
  diagnoseAll(uris: readonly string[]): PlacedFinding[] {
    return uris.flatMap((uri, index) => {
      this.#progress.show('Checking files', index, uris.length);
      return this.diagnose(uri);
    });
  }
}

function noCluster(file: string | undefined): string {
  const name = (file && uriToPath(file)) ?? CONFIG_FILE;
  const where = `${visible(name)} sets \`kubernetesVersion: cluster\``;
  return `${where}, and the command line reaches no cluster: name a version such as "1.34" there, or with "--kubernetes-version"`;
}

/** The address under which the engine knows a config file. */
export function configUri(file: string): string {
  return file.endsWith(`/${CONFIG_FILE}`) ? file : `${file}/${CONFIG_FILE}`;
}

/** One line; the stack only where somebody looks for a bug. */
function describe(error: unknown): string {
  if (process.env.KUBE_GUARDRAILS_DEBUG === '1' && error instanceof Error && error.stack) return error.stack;
  return error instanceof Error ? error.message : String(error);
}
