import * as vscode from 'vscode';
import { CHECK_WORKSPACE, type CheckWorkspaceResult } from '../../../server/src/core/protocol.ts';
import { counted, countsInWords } from '../statusText.ts';
import type { Command } from '../extensionState.ts';
import { inform } from '../notice.ts';

/** Checks every manifest of the workspace now and says what came of it; the findings go to the Problems panel. */
export const checkWorkspace: Command = async ({ server }) => {
  const client = await server.start();
  // The server shows the progress, with a way to cancel.
  const result = await client.sendRequest<CheckWorkspaceResult>(CHECK_WORKSPACE, {});
  if (result.cancelled) return;
  const choice = await inform(summary(result), SHOW_PROBLEMS);
  if (choice === SHOW_PROBLEMS) await vscode.commands.executeCommand('workbench.actions.view.problems');
};

const SHOW_PROBLEMS = 'Show Problems';

function summary(result: CheckWorkspaceResult): string {
  if (result.files === 0) return 'The workspace holds no Kubernetes manifests.';
  return `Checked ${counted(result.objects, 'object')} in ${counted(result.files, 'file')}: ${countsInWords(result)}.`;
}
