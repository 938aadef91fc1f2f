import * as vscode from 'vscode';
import type { Feature } from './extensionState.ts';
import { EDIT_SCHEME } from './liveScheme.ts';

/**
 * Objects of clusters as files to edit. Registered at activation, as the editor may have such a file open from the last time; what reads and
 * writes them is loaded with the clusters.
 */
export const liveFiles: Feature = ({ clusters }) => {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const edits = async () => {
    const { liveEdits } = await clusters.load();
    liveEdits.onChange = (uri) => changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    return liveEdits;
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => (await edits()).stat(uri),
    readFile: async (uri) => (await edits()).readFile(uri),
    writeFile: async (uri, content) => (await edits()).writeFile(uri, content),
    readDirectory: () => [],
    createDirectory: none,
    delete: none,
    rename: none,
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerFileSystemProvider(EDIT_SCHEME, provider, { isCaseSensitive: true }),
  );
};

function none(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
