import * as vscode from 'vscode';
import { POLICY_NOTES } from '../../explorer/contextLook.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { WorkspaceContext } from '../../workspaceContext.ts';

/** The context that belongs to this workspace: the remembered one, else the one that somebody picks now. */
export async function contextOfWorkspace(
  explorer: Explorer,
  chosen: WorkspaceContext,
): Promise<string | undefined> {
  const contexts = await explorer.contexts();
  return chosen.name !== undefined && contexts.includes(chosen.name)
    ? chosen.name
    : chooseContext(explorer, chosen);
}

/** Lets somebody pick the context that belongs to this workspace. The kubeconfig stays as it is. */
export async function chooseContext(
  explorer: Explorer,
  chosen: WorkspaceContext,
): Promise<string | undefined> {
  const items = (await explorer.contexts()).map((label) => {
    const note = POLICY_NOTES[explorer.rule(label).policy];
    return { label, ...(note === undefined ? {} : { description: note }) };
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which cluster do the manifests of this workspace belong to?',
  });
  if (picked !== undefined) await chosen.set(picked.label);
  return picked?.label;
}
