import type * as vscode from 'vscode';
import { commands } from './commands/register.ts';
import type { ExtensionState, Feature } from './extensionState.ts';
import { LanguageServer } from './languageServer.ts';
import { Manifests } from './manifests.ts';
import { checkPages } from './pages.ts';
import { startAtFirstManifest } from './startServer.ts';
import { statusBar } from './statusBar.ts';

const FEATURES: readonly Feature[] = [commands, checkPages, statusBar, startAtFirstManifest];

let server: LanguageServer | undefined;

/** What other code, such as tests in the extension host, may ask of the running extension. */
export interface ExtensionApi {
  readonly serverState: LanguageServer['state'];
}

/** Runs for every YAML and JSON file, so it loads no library and starts nothing. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const state: ExtensionState = {
    context,
    manifests: new Manifests(),
    server: (server = new LanguageServer(context)),
  };
  context.subscriptions.push(state.manifests, state.server, ...FEATURES.map((feature) => feature(state)));
  return {
    get serverState() {
      return state.server.state;
    },
  };
}

/** The editor waits for the server to end in good order. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
