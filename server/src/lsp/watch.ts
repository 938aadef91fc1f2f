import type { FileEvent } from 'vscode-languageserver/node';
import { DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import type { Session } from './session.ts';

const GLOBS = [
  '**/*.{yaml,yml,json}',
  '**/{Dockerfile,Containerfile}*',
  '**/*.[dD]ockerfile',
  '**/{Kustomization,.gitignore}',
];
const DELETE = 4;

/** Follows what happens to files outside of the editor, and renames and deletions in it. */
export function followDisk(session: Session): void {
  const { connection, client, disk, checker, scans } = session;
  const follow = async (changes: readonly FileEvent[]): Promise<void> => {
    if ((await disk.follow(changes)) === 'rescan') await scans.inBackground();
    else checker.recheck();
  };
  connection.onDidChangeWatchedFiles(({ changes }) => void follow(changes));
  connection.workspace.onDidDeleteFiles(
    ({ files }) => void follow(files.map(({ uri }) => ({ uri, type: 3 }))),
  );
  connection.workspace.onDidRenameFiles(({ files }) => {
    const changes = files.flatMap(({ oldUri, newUri }): FileEvent[] => [
      { uri: oldUri, type: 3 },
      { uri: newUri, type: 1 },
    ]);
    void follow(changes);
  });
  if (!client.watchesFiles) return;
  // A folder that is deleted is reported as such, without the files in it.
  const watchers = [...GLOBS.map((globPattern) => ({ globPattern })), { globPattern: '**/*', kind: DELETE }];
  void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}
