import type * as vscode from 'vscode';
import type { Shadows } from '../shadows.ts';
import type { WorkspaceContext } from '../workspaceContext.ts';

/** What clusters share with the rest of the extension. */
export interface Keeps {
  readonly memory: vscode.Memento;
  readonly storage: vscode.Uri;
  readonly chosen: WorkspaceContext;
  readonly shadows: Shadows;
}
