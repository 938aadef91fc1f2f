import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, untilFindings } from './host.ts';

describe('restricted mode', () => {
  it('checks manifests of a folder that nobody trusts', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const manifest = await open('deployment.yaml');
    await untilFindings(
      manifest.uri,
      (ids) => ids.includes('resources-missing') && ids.includes('image-tag-latest'),
    );
  });

  it('explains a check', async () => {
    await vscode.commands.executeCommand('kubeGuardrails.explain', 'image-tag-latest');
    const labels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    assert.ok(
      labels.some((label) => label.includes('image-tag-latest')),
      labels.join(', '),
    );
  });
});
