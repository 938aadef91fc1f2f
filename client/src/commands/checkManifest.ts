import * as vscode from 'vscode';
import type { Command } from '../extensionState.ts';

/** Asks the cluster of the workspace what it says to the manifests of the editor, or to the one whose line was clicked. */
export const checkManifest: Command = async ({ clusters, manifests }, argument) => {
  const place = placeOf(argument);
  const document = place ? documentAt(place) : manifests.editor?.document;
  if (!document) throw new Error('open a manifest first');
  await (await clusters.load()).verdicts.check(document, place?.offset);
};

/** Deletes the object of the manifest at the cursor, or at the place of a finding, and makes it anew. */
export const replaceByManifest: Command = async ({ clusters, manifests }, argument) => {
  const place = placeOf(argument);
  const { editor } = manifests;
  const document = place ? documentAt(place) : editor?.document;
  if (!document) throw new Error('open a manifest first');
  const offset = place?.offset ?? (editor ? document.offsetAt(editor.selection.active) : 0);
  await (await clusters.load()).verdicts.replace(document, offset);
};

function documentAt({ uri }: Place): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
}

interface Place {
  readonly uri: string;
  readonly offset: number;
}

function placeOf(argument: unknown): Place | undefined {
  const { uri, offset } = (argument ?? {}) as Partial<Place>;
  return typeof uri === 'string' && typeof offset === 'number' ? { uri, offset } : undefined;
}
