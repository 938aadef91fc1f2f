import type { Connection } from 'vscode-languageserver/node';
import type { EditorSettings } from '../core/settings.ts';
import { SECTION } from '../core/settings.ts';

/** The settings of the window and of each workspace folder. */
export interface AllSettings {
  readonly checkWorkspace: boolean;
  /** Folder to its settings; '' holds those of files outside of all folders, and comes first. */
  readonly folders: ReadonlyMap<string, EditorSettings>;
}

/** Asks the editor for the settings of every folder. */
export async function fetchSettings(
  connection: Connection,
  folders: readonly string[],
): Promise<AllSettings> {
  const items = ['', ...folders].map((folder) =>
    folder ? { section: SECTION, scopeUri: folder } : { section: SECTION },
  );
  const values: unknown[] = await connection.workspace.getConfiguration(items);
  return {
    checkWorkspace: readFlag(values[0], 'checkWorkspace'),
    folders: new Map(['', ...folders].map((folder, index) => [folder, readSettings(values[index])])),
  };
}

/** The same settings for every folder, from an editor that sends them and cannot be asked. */
export function sameSettings(value: unknown, folders: readonly string[]): AllSettings {
  const sent = Object(value) as Record<string, unknown>;
  const section = sent[SECTION] ?? sent;
  const settings = readSettings(section);
  return {
    checkWorkspace: readFlag(section, 'checkWorkspace'),
    folders: new Map(['', ...folders].map((folder) => [folder, settings])),
  };
}

/** Whether two sets of settings say the same. */
export function equalSettings(a: AllSettings, b: AllSettings): boolean {
  const text = ({ checkWorkspace, folders }: AllSettings): string =>
    JSON.stringify([checkWorkspace, ...folders]);
  return text(a) === text(b);
}

/** Settings are typed by hand: what does not fit counts as not set. */
function readSettings(value: unknown): EditorSettings {
  const { kubernetesVersion, checks, ignore } = Object(value) as Record<string, unknown>;
  return {
    enable: readFlag(value, 'enable'),
    kubernetesVersion: typeof kubernetesVersion === 'string' ? kubernetesVersion : '',
    checks: typeof checks === 'object' && checks !== null ? (checks as Record<string, unknown>) : {},
    ignore: Array.isArray(ignore) ? ignore.filter((glob) => typeof glob === 'string') : [],
  };
}

/** All flags are on unless switched off. */
function readFlag(value: unknown, key: 'enable' | 'checkWorkspace'): boolean {
  return (Object(value) as Record<string, unknown>)[key] !== false;
}
