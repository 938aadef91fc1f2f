import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extension, open, openText, serverProcesses, untilFindings } from './host.ts';

const ACTIVATION_MS = 30;

describe('activation', () => {
  // One test: what must not have happened yet comes before what makes it happen.
  it('is fast, and starts the server at the first Kubernetes document only', async () => {
    const api = await extension().activate();
    const { load, activate, modules } = activationTiming();
    assert.ok(
      load + activate < ACTIVATION_MS,
      `${load.toFixed(1)} ms to load, ${activate.toFixed(1)} ms to activate`,
    );
    assert.equal(api.serverState, 'idle');
    assert.deepEqual(modules.map((file) => basename(file)).toSorted(), ['extension.js']);
    assert.deepEqual(looks(), []);

    const plain = await openText('name: no manifest\nimage: nginx:latest\n');
    assert.equal(api.serverState, 'idle');
    assert.deepEqual(serverProcesses(), []);

    const manifest = await open('deployment.yaml');
    await untilFindings(manifest.uri, (ids) => ids.includes('image-tag-latest'));
    assert.equal(api.serverState, 'running');
    if (process.platform === 'linux') assert.equal(serverProcesses().length, 1);
    assert.deepEqual(vscode.languages.getDiagnostics(plain.uri), []);

    assert.deepEqual(looks(), [], 'the kubeconfig is read before anybody looks at clusters');
    await vscode.commands.executeCommand('kubeGuardrails.clusters.focus');
    const deadline = performance.now() + 10_000;
    while (looks().length === 0) {
      assert.ok(performance.now() < deadline, 'the kubeconfig is not read when somebody looks');
      await pause(20);
    }
  });
});

/** Noted by test/harness/vscode/recordKubeconfig.cjs. */
function looks(): readonly string[] {
  const { kubeconfigLooks } = globalThis as { kubeconfigLooks?: readonly string[] };
  assert.ok(kubeconfigLooks, 'looks at the kubeconfig were not noted');
  return kubeconfigLooks;
}

/** Written by test/harness/vscode/timeActivation.cjs. */
function activationTiming(): { load: number; activate: number; modules: readonly string[] } {
  const { activationTiming: timing } = globalThis as {
    activationTiming?: ReturnType<typeof activationTiming>;
  };
  assert.ok(timing, 'the activation was not measured');
  return timing;
}
