import * as vscode from 'vscode';
import { SECTION } from '../../server/src/core/settings.ts';
import type { ContextRule } from './cluster/change/policy.ts';
import { ruleFor } from './cluster/change/policy.ts';
import type { CommandId } from './commands/commands.ts';
import { contextSetting } from './contextRule.ts';
import type { ExtensionState } from './extensionState.ts';
import { boundTo } from './liveScheme.ts';

/** Name and policy of the cluster that the document at hand belongs to, in the status bar. */
export function contextBar({ manifests, workspaceContext }: ExtensionState): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'kubeGuardrails.context',
    vscode.StatusBarAlignment.Left,
    100,
  );
  item.name = 'Kube Guardrails: Cluster';
  item.command = 'kubeGuardrails.clusters.chooseContext' satisfies CommandId;
  const refresh = (): void => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    // Documents that show or edit an object of a cluster are bound to its context.
    const context = (uri && boundTo(uri)?.context) ?? (manifests.editor ? workspaceContext.name : undefined);
    if (context === undefined) return item.hide();
    Object.assign(item, content(context, ruleFor(context, contextSetting())));
    item.show();
  };
  refresh();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(refresh),
    manifests.onDidChangeEditor(refresh),
    workspaceContext.onDidChange(refresh),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SECTION}.contexts`)) refresh();
    }),
  );
}

type Content = Pick<
  vscode.StatusBarItem,
  'text' | 'tooltip' | 'color' | 'backgroundColor' | 'accessibilityInformation'
>;

const SAID = {
  readOnly: 'read-only: nothing can be changed there from here',
  protected: 'protected: a name has to be typed before anything changes',
  normal: 'changes are shown before they are made',
} as const;
const ICONS = { readOnly: '$(lock)', protected: '$(shield)', normal: '$(server-environment)' } as const;

function content(context: string, { policy, color, problem }: ContextRule): Content {
  const isRed = color === 'red';
  const background = isRed ? 'error' : policy === 'protected' && color === undefined ? 'warning' : undefined;
  const said = `Cluster ${context}, ${SAID[policy]}`;
  return {
    text: `${ICONS[policy]} ${context}`,
    tooltip: problem === undefined ? said : `${said}\n\n${problem}`,
    color: color === undefined || isRed ? undefined : new vscode.ThemeColor(`charts.${color}`),
    backgroundColor:
      background === undefined ? undefined : new vscode.ThemeColor(`statusBarItem.${background}Background`),
    accessibilityInformation: { label: said },
  };
}
