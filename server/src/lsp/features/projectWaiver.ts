import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { CONFIG_FILE } from '../../core/checks/config/fileName.ts';
import { waiveInConfig } from '../../core/features/waive.ts';
import { folderOf } from '../../core/workspace/uris.ts';
import { readText } from '../../io/files.ts';
import { gitRoot } from '../../io/gitIgnore.ts';
import { isWithin, pathToUri, uriToPath } from '../../io/uris.ts';
import { toWorkspaceEdit } from '../edits.ts';
import type { Session } from '../session.ts';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Switches a check off for the project: in the config file that holds for the file, or in a new one. */
export function projectWaiverEdit(session: Session, uri: string, id: string): WorkspaceEdit | undefined {
  const { configs, client, documents, texts } = session;
  const known = configs.fileFor(uri);
  const config = known ?? newConfig(session, uri);
  if (config === undefined || (known === undefined && !(client.documentChanges && client.createsFiles)))
    return undefined;
  const text = documents.get(config)?.content.getText() ?? readText(uriToPath(config) ?? '').text ?? '';
  const edits = waiveInConfig(text, id);
  if (!edits) return undefined;
  if (texts.get(config)) return toWorkspaceEdit(session, new Map([[config, edits]]));
  const content = TextDocument.create(config, 'yaml', 0, text);
  const list = edits.map((edit) => ({ range: texts.range(content, edit), newText: edit.text }));
  if (!client.documentChanges) return { changes: { [config]: list } };
  const change = { textDocument: { uri: config, version: null }, edits: list };
  const create = { kind: 'create' as const, uri: config, options: { ignoreIfExists: true } };
  return { documentChanges: known === undefined ? [create, change] : [change] };
}

/** Where a config file for a file belongs: the workspace folder, else the repository, else beside the file. */
function newConfig({ disk, configs }: Session, uri: string): string | undefined {
  const folder =
    disk.folders.find((one) => isWithin(uri, one)) ?? (uri.includes('://') ? undefined : configs.firstFolder);
  if (folder !== undefined) return `${folder}/${CONFIG_FILE}`;
  const path = uriToPath(folderOf(uri));
  return path === undefined ? undefined : `${pathToUri(gitRoot(path) ?? path)}/${CONFIG_FILE}`;
}
