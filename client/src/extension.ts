import type * as vscode from 'vscode';
import { ClusterAnswers } from './clusterAnswers.ts';
import { accountHover } from './accountHover.ts';
import { ClusterView } from './clusters/clusterView.ts';
import { contextBar } from './contextBar.ts';
import { commands } from './commands/register.ts';
import type { ExtensionState, Feature } from './extensionState.ts';
import { liveFiles } from './liveFiles.ts';
import { LanguageServer } from './languageServer.ts';
import { Manifests } from './manifests.ts';
import { checkPages } from './pages.ts';
import { startAtFirstManifest } from './startServer.ts';
import { statusBar } from './statusBar.ts';
import { verdictLens } from './verdictLens.ts';
import { VersionAtCursor } from './versionAtCursor.ts';
import { WorkspaceContext } from './workspaceContext.ts';

const FEATURES: readonly Feature[] = [
  commands,
  checkPages,
  statusBar,
  contextBar,
  liveFiles,
  accountHover,
  verdictLens,
  startAtFirstManifest,
];

let server: LanguageServer | undefined;

/** What other code, such as tests in the extension host, may ask of the running extension. */
export interface ExtensionApi {
  readonly serverState: LanguageServer['state'];
  /** Of the document under the cursor, as the status bar shows it. */
  readonly kubernetesVersion: string | undefined;
  readonly onDidChangeVersion: vscode.Event<void>;
}

/** Runs for every YAML and JSON file, so it loads no library and starts nothing. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const manifests = new Manifests();
  const workspaceContext = new WorkspaceContext(context.workspaceState);
  const answers = new ClusterAnswers(workspaceContext, () => clusters.load());
  server = new LanguageServer(context, answers);
  const atCursor = new VersionAtCursor(manifests, server);
  const clusters: ClusterView = new ClusterView(server, context, workspaceContext);
  const state: ExtensionState = { context, manifests, server, atCursor, clusters, workspaceContext };
  context.subscriptions.push(
    manifests,
    server,
    atCursor,
    clusters,
    workspaceContext,
    ...FEATURES.map((feature) => feature(state)),
  );
  return {
    get serverState() {
      return state.server.state;
    },
    get kubernetesVersion() {
      return atCursor.version?.kubernetesVersion;
    },
    onDidChangeVersion: atCursor.onDidChange,
  };
}

/** The editor waits for the server to end in good order. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
