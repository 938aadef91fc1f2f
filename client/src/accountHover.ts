import * as vscode from 'vscode';
import { accountAt } from './accountAt.ts';
import { isEnabled } from './configuration.ts';
import type { ExtensionState } from './extensionState.ts';
import { EDITED_SCHEMES, MANIFEST_LANGUAGES } from './kubernetesText.ts';

/**
 * What the ServiceAccount of a pod may do, as the cluster of the workspace says. The language server says beside it what the manifests
 * give. Nothing is loaded or asked before somebody has chosen a cluster.
 */
export function accountHover({ clusters, manifests, workspaceContext }: ExtensionState): vscode.Disposable {
  const selector = EDITED_SCHEMES.flatMap((scheme) =>
    MANIFEST_LANGUAGES.map((language) => ({ scheme, language })),
  );
  return vscode.languages.registerHoverProvider(selector, {
    provideHover: async (document, position) => {
      const context = workspaceContext.name;
      if (context === undefined || !manifests.documents.has(document) || !isEnabled(document))
        return undefined;
      const account = accountAt(document.lineAt(position).text, position.character);
      if (!account) return undefined;
      const { look } = await clusters.load();
      const text = await look.accounts.hover(context, document, position, account.name);
      const { line } = position;
      return text && new vscode.Hover(text, new vscode.Range(line, account.start, line, account.end));
    },
  });
}
