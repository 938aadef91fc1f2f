import * as vscode from 'vscode';
import { SECTION } from '../../server/src/core/settings.ts';
import { mayHoldManifest } from '../../server/src/core/manifest/detect.ts';
import { hasTemplateActions } from '../../server/src/core/manifest/helm.ts';
import { splitDocuments } from '../../server/src/core/manifest/split.ts';
import type { CommandId } from './commands/commands.ts';
import { isEnabled } from './configuration.ts';
import type { ExtensionState } from './extensionState.ts';
import { EDITED_SCHEMES, MANIFEST_LANGUAGES } from './kubernetesText.ts';

const SETTING = 'clusterLens';

/** Offers above each manifest to check it against the cluster of the workspace, once one was chosen. Nothing is asked before a click. */
export function verdictLens({ manifests, workspaceContext }: ExtensionState): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const selector = EDITED_SCHEMES.flatMap((scheme) =>
    MANIFEST_LANGUAGES.map((language) => ({ scheme, language })),
  );
  return vscode.Disposable.from(
    changed,
    workspaceContext.onDidChange(() => changed.fire()),
    manifests.onDidFind(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SECTION}.${SETTING}`)) changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => {
        const context = workspaceContext.name;
        const settings = vscode.workspace.getConfiguration(SECTION, document.uri);
        const isWanted = settings.get(SETTING, true) && isEnabled(document);
        if (context === undefined || !isWanted || !manifests.documents.has(document)) return [];
        return lensesOf(document, context);
      },
    }),
  );
}

function lensesOf(document: vscode.TextDocument, context: string): vscode.CodeLens[] {
  const text = document.getText();
  return splitDocuments(text).flatMap(({ start, end }) => {
    const part = text.slice(start, end);
    if (!mayHoldManifest(part) || OF_TOOLS.test(part) || hasTemplateActions(part)) return [];
    const offset = start + firstContent(part);
    const place = document.positionAt(offset);
    return new vscode.CodeLens(new vscode.Range(place, place), {
      title: `Check against ${context}`,
      tooltip: `Ask the API server of ${context} what it would say to this manifest. Nothing is changed.`,
      command: 'kubeGuardrails.clusters.checkManifest' satisfies CommandId,
      arguments: [{ uri: document.uri.toString(), offset }],
    });
  });
}

/** What tools read and no cluster does. */
const OF_TOOLS = /^[ \t{]*["']?apiVersion["']?[ \t]*:[ \t]*["']?(?:kustomize\.config\.k8s\.io|skaffold)\//m;

/** Where the first line is that is neither empty, a comment nor the start of the document. */
function firstContent(part: string): number {
  return /^(?!\s*$|\s*#|---|%).*\S/m.exec(part)?.index ?? 0;
}
