import * as vscode from 'vscode';
import type { Command } from '../extensionState.ts';

/** Asks the cluster of the workspace what it says to the manifests of the editor, or to the one whose line was clicked. */
export const checkManifest: Command = async ({ clusters, manifests }, argument) => {
  const place = placeOf(argument);
  const document = place
    ? vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === place.uri)
    : manifests.editor?.document;
  if (!document) throw new Error('open a manifest first');
  await (await clusters.load()).verdicts.check(document, place?.offset);
};

interface Place {
  readonly uri: string;
  readonly offset: number;
}

function placeOf(argument: unknown): Place | undefined {
  const { uri, offset } = (argument ?? {}) as Partial<Place>;
  return typeof uri === 'string' && typeof offset === 'number' ? { uri, offset } : undefined;
}
