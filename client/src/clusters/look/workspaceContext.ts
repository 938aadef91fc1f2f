import * as vscode from 'vscode';
import type { Explorer } from '../../explorer/explorer.ts';

const KEY = 'clusterContext';

/** The context that belongs to this workspace: the remembered one, else the one that somebody picks now. */
export async function contextOfWorkspace(
  explorer: Explorer,
  memory: vscode.Memento,
): Promise<string | undefined> {
  const contexts = await explorer.contexts();
  const known = memory.get<string>(KEY);
  return known !== undefined && contexts.includes(known) ? known : chooseContext(explorer, memory);
}

/** Lets somebody pick the context that belongs to this workspace. The kubeconfig stays as it is. */
export async function chooseContext(explorer: Explorer, memory: vscode.Memento): Promise<string | undefined> {
  const picked = await vscode.window.showQuickPick([...(await explorer.contexts())], {
    placeHolder: 'With the objects of which cluster are the manifests of this workspace to be compared?',
  });
  if (picked !== undefined) await memory.update(KEY, picked);
  return picked;
}
