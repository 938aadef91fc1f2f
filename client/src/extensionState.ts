import type * as vscode from 'vscode';
import type { ClusterView } from './clusters/clusterView.ts';
import type { LanguageServer } from './languageServer.ts';
import type { Manifests } from './manifests.ts';
import type { VersionAtCursor } from './versionAtCursor.ts';
import type { WorkspaceContext } from './workspaceContext.ts';

/** What the features of the extension share. */
export interface ExtensionState {
  readonly context: vscode.ExtensionContext;
  readonly manifests: Manifests;
  readonly server: LanguageServer;
  readonly atCursor: VersionAtCursor;
  readonly clusters: ClusterView;
  readonly workspaceContext: WorkspaceContext;
}

/** A part of the extension that can be switched on alone; disposing the result switches it off. */
export type Feature = (state: ExtensionState) => vscode.Disposable;

/**
 * What a command does. Its argument comes from anyone who can write a command link: check it. From the menu of a row, all chosen rows
 * come behind it.
 */
export type Command = (state: ExtensionState, argument: unknown, chosen?: unknown) => Promise<void>;
