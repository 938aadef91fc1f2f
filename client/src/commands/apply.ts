import * as vscode from 'vscode';
import { chartOf, hasTemplateActions } from '../../../server/src/core/manifest/helm.ts';
import type { Command, ExtensionState } from '../extensionState.ts';

/** Applies all documents of the manifest at hand, as they stand in the editor. */
export const apply: Command = async (state) => {
  const { document } = await manifestAtHand(state);
  await (await state.clusters.load()).changes.apply({ document });
};

/** Applies the document at the cursor, or those that the selection touches. */
export const applySelection: Command = async (state) => {
  const { document, selection } = await manifestAtHand(state);
  const piece = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  await (await state.clusters.load()).changes.apply({ document, piece });
};

async function manifestAtHand({ manifests }: ExtensionState): Promise<vscode.TextEditor> {
  const { editor } = manifests;
  if (!editor) throw new Error('open a manifest first');
  if (await isTemplate(editor.document)) {
    throw new Error(
      'this is a Helm template, and a cluster knows nothing of templates. Render it with "helm template", and apply what comes of it, or install the chart with Helm.',
    );
  }
  return editor;
}

async function isTemplate(document: vscode.TextDocument): Promise<boolean> {
  if (hasTemplateActions(document.getText())) return true;
  const chart = chartOf(document.uri.toString());
  if (chart === undefined) return false;
  return vscode.workspace.fs.stat(vscode.Uri.parse(chart, true)).then(
    () => true,
    () => false,
  );
}
