import * as vscode from 'vscode';
import { chartOf, hasTemplateActions } from '../../../server/src/core/manifest/helm.ts';
import type { Applied } from '../clusters/change/applyManifests.ts';
import type { Command, ExtensionState } from '../extensionState.ts';

/** Applies all documents of the manifest at hand, as they stand in the editor. */
export const apply: Command = async (state) => {
  const { document } = await manifestAtHand(state);
  await applyAndFollow(state, { document });
};

/** Applies the document at the cursor, or those that the selection touches. */
export const applySelection: Command = async (state) => {
  const { document, selection } = await manifestAtHand(state);
  const piece = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  await applyAndFollow(state, { document, piece });
};

/** Takes away what was seen of the rollout of a document. */
export const dismissRollout: Command = async ({ clusters }, argument) => {
  if (argument instanceof vscode.Uri) (await clusters.load()).rollouts.findings.dismiss(argument);
};

async function applyAndFollow({ clusters }: ExtensionState, applied: Applied): Promise<void> {
  const { changes, rollouts } = await clusters.load();
  const done = await changes.apply(applied);
  if (done) await rollouts.follow(done);
}

/** The editor of a manifest as a cluster takes it. */
export async function manifestAtHand({ manifests }: ExtensionState): Promise<vscode.TextEditor> {
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
