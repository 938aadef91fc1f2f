import * as vscode from 'vscode';
import { isCheckId, PAGE_SCHEME, pageTitle } from './pageLink.ts';

export interface CheckPage {
  readonly id: string;
  readonly title: string;
}

/** Serves the pages of checks as read-only documents: no file of the extension is opened, whatever the trust. */
export function checkPages({ context }: { readonly context: vscode.ExtensionContext }): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(PAGE_SCHEME, {
    provideTextDocumentContent: async (uri) => readPage(context, uri.path.slice(1).replace(/\.md$/, '')),
  });
}

/** The document of one check's page. */
export function pageUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: PAGE_SCHEME, path: `/${id}.md` });
}

/** The page's Markdown, or `undefined` if there is no such check. */
export async function readPage(context: vscode.ExtensionContext, id: string): Promise<string | undefined> {
  if (!isCheckId(id)) return undefined;
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(pageFolder(context), `${id}.md`));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** All checks that have a page, by id. */
export async function listPages(context: vscode.ExtensionContext): Promise<CheckPage[]> {
  const entries = await vscode.workspace.fs.readDirectory(pageFolder(context));
  const ids = entries.flatMap(([name]) => (name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : []));
  return Promise.all(
    ids.toSorted().map(async (id) => ({ id, title: pageTitle((await readPage(context, id)) ?? '') ?? '' })),
  );
}

function pageFolder(context: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(context.extensionUri, 'server', 'dist', 'checks');
}
