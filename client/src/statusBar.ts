import * as vscode from 'vscode';
import type { DocumentVersion, StatusParams } from '../../server/src/core/protocol.ts';
import type { CommandId } from './commands/commands.ts';
import { isEnabled, onDidChangeEnabled } from './configuration.ts';
import type { ExtensionState } from './extensionState.ts';
import { countsInWords, statusText, versionInWords, versionText } from './statusText.ts';

/** Findings and Kubernetes version in the status bar, while a manifest is at hand. */
export function statusBar({ manifests, server, atCursor }: ExtensionState): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'kubeGuardrails.status',
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = 'Kube Guardrails';
  const refresh = (): void => {
    Object.assign(item, content(server, atCursor.version));
    if (manifests.editor && isEnabled(manifests.editor.document) && server.state !== 'idle') item.show();
    else item.hide();
  };
  refresh();
  return vscode.Disposable.from(
    item,
    manifests.onDidChangeEditor(refresh),
    server.onDidChange(refresh),
    atCursor.onDidChange(refresh),
    onDidChangeEnabled(refresh),
  );
}

type Content = Pick<
  vscode.StatusBarItem,
  'text' | 'tooltip' | 'command' | 'backgroundColor' | 'accessibilityInformation'
>;

function content({ state, status }: ExtensionState['server'], here: DocumentVersion | undefined): Content {
  if (state === 'stopped') {
    return {
      text: '$(warning) Kube Guardrails',
      tooltip: 'The language server is not running. Click to start it again.',
      command: 'kubeGuardrails.restartServer' satisfies CommandId,
      backgroundColor: new vscode.ThemeColor('statusBarItem.warningBackground'),
      accessibilityInformation: undefined,
    };
  }
  const shared = {
    command: 'kubeGuardrails.selectKubernetesVersion' satisfies CommandId,
    backgroundColor: undefined,
    accessibilityInformation: undefined,
  };
  if (!status) return { ...shared, text: '$(sync~spin) Kube Guardrails', tooltip: 'Reading the manifests' };
  const shown = { ...status, kubernetesVersion: versionText(here ?? status) };
  const notice = here?.notice === undefined ? '' : `, ${here.notice}`;
  const label = `Kube Guardrails: ${countsInWords(shown)}, Kubernetes ${shown.kubernetesVersion}${notice}`;
  return {
    ...shared,
    text: statusText(shown, here?.notice !== undefined),
    tooltip: tooltip(shown, here),
    accessibilityInformation: { label },
  };
}

const SHOW_PROBLEMS = 'workbench.actions.view.problems';

function tooltip(status: StatusParams, here: DocumentVersion | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString(
    `Kube Guardrails: ${countsInWords(status)} in the manifests known so far ` +
      `([show](command:${SHOW_PROBLEMS})).\n\n${escaped(versionInWords(status.kubernetesVersion, here))}`,
  );
  text.isTrusted = { enabledCommands: [SHOW_PROBLEMS] };
  return text;
}

/** Names of contexts and what servers answer stand in it. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!|<>~]/g, String.raw`\$&`);
}
