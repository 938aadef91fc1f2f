import type * as vscode from 'vscode';
import { LanguageClient, State, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import { SECTION } from '../../server/src/core/settings.ts';
import {
  CLUSTER_NAMES,
  CLUSTER_SCHEMAS,
  STATUS,
  type ClusterNamesParams,
  type ClusterSchemasParams,
  type InitializationOptions,
  type StatusParams,
} from '../../server/src/core/protocol.ts';
import type { ClusterAnswers } from './clusterAnswers.ts';
import { findings } from './findingLinks.ts';
import { EDITED_SCHEMES, MANIFEST_LANGUAGES } from './kubernetesText.ts';
import { EXPLAIN_LINK } from './pageLink.ts';
import { restartHandler } from './restartHandler.ts';
import type { ServerState } from './languageServer.ts';
import type { Shadows } from './shadows.ts';
import { Typing } from './typing.ts';

export interface LaunchOptions {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Where messages go that `trace.server` asks for. */
  readonly trace: vscode.LogOutputChannel;
  readonly answers: ClusterAnswers;
  readonly shadows: Shadows;
  readonly onState: (state: ServerState) => void;
  readonly onStatus: (status: StatusParams) => void;
}

/**
 * Starts the server and connects the editor to it. This module is loaded on first use only:
 * it is the one that pulls in vscode-languageclient.
 */
export async function launchLanguageClient(options: LaunchOptions): Promise<LanguageClient> {
  const { context, onState, onStatus, answers } = options;
  const server = { module: context.asAbsolutePath(SERVER), transport: TransportKind.ipc };
  const client = new LanguageClient(
    SECTION,
    'Kube Guardrails',
    { run: server, debug: { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } } },
    clientOptions(options),
  );
  client.onDidChangeState(({ newState }) => onState(STATES[newState]));
  client.onNotification(STATUS, onStatus);
  client.onRequest(CLUSTER_SCHEMAS, (question: ClusterSchemasParams) => answers.schemas(question));
  client.onRequest(CLUSTER_NAMES, (question: ClusterNamesParams) => answers.names(question));
  await client.start();
  return client;
}

/** The server's bundle, relative to the extension. */
const SERVER = 'server/dist/server.js';

const STATES: Readonly<Record<State, ServerState>> = {
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
  [State.Starting]: 'starting',
  [State.Running]: 'running',
};

function clientOptions({ log, trace, shadows }: LaunchOptions): LanguageClientOptions {
  const initializationOptions: InitializationOptions = {
    pageLink: EXPLAIN_LINK.template,
    diagnostics: 'push',
    clusters: true,
  };
  return {
    // Settings are pulled by the server and files are watched at its request: neither is set up here.
    documentSelector: EDITED_SCHEMES.flatMap((scheme) =>
      [...MANIFEST_LANGUAGES, 'dockerfile'].map((language) => ({ scheme, language })),
    ),
    initializationOptions,
    outputChannel: log,
    traceOutputChannel: trace,
    errorHandler: restartHandler(),
    middleware: findings(shadows, new Typing()),
    // Hovers may link to the pages of checks, and to nothing else that runs.
    markdown: { isTrusted: { enabledCommands: ['kubeGuardrails.explain'] } },
  };
}
