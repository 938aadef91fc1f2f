import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVscodeHost } from '../../../scripts/vscodeHost.ts';
import {
  installExtension,
  startVscodeServer,
  writeSettings,
  type VscodeServer,
  type VscodeServerOptions,
} from '../../../scripts/vscodeServer.ts';
import { TEST_SETTINGS } from './settings.ts';

/** A VS Code server with a profile of its own, in a folder that goes away with it. */
export interface EditorServer extends VscodeServer {
  readonly folder: string;
}

export async function startEditor(
  vsix: string,
  options: Omit<VscodeServerOptions, 'folder'> & { readonly installed?: boolean } = {},
): Promise<EditorServer> {
  const host = ensureVscodeHost();
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-vscode-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    writeSettings(folder, TEST_SETTINGS);
    if (options.installed !== false) installExtension(host, folder, vsix);
    const env = {
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      FOREIGN_CONNECTIONS: connectionsFile(folder),
      NODE_OPTIONS: `--require=${join(import.meta.dirname, 'preload.cjs')}`,
    };
    const server = await startVscodeServer(host, { ...options, folder, env: { ...env, ...options.env } });
    return {
      ...server,
      folder,
      stop: async () => {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Hosts other than this machine that a Node process of the editor tried to reach. */
export function foreignConnections(folder: string): string[] {
  try {
    return [...new Set(readFileSync(connectionsFile(folder), 'utf8').split('\n').filter(Boolean))];
  } catch {
    return [];
  }
}

function connectionsFile(folder: string): string {
  return join(folder, 'foreign-connections.txt');
}
