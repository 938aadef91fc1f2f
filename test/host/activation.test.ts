import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, open, openText, serverProcesses, untilFindings } from './host.ts';

const ACTIVATION_MS = 30;

describe('activation', () => {
  // One test: what must not have happened yet comes before what makes it happen.
  it('is fast, and starts the server at the first Kubernetes document only', async () => {
    const api = await extension().activate();
    const { load, activate } = activationTiming();
    assert.ok(
      load + activate < ACTIVATION_MS,
      `${load.toFixed(1)} ms to load, ${activate.toFixed(1)} ms to activate`,
    );
    assert.equal(api.serverState, 'idle');

    const plain = await openText('name: no manifest\nimage: nginx:latest\n');
    assert.equal(api.serverState, 'idle');
    assert.deepEqual(serverProcesses(), []);

    const manifest = await open('deployment.yaml');
    await untilFindings(manifest.uri, (ids) => ids.includes('image-tag-latest'));
    assert.equal(api.serverState, 'running');
    if (process.platform === 'linux') assert.equal(serverProcesses().length, 1);
    assert.deepEqual(vscode.languages.getDiagnostics(plain.uri), []);
  });
});

/** Written by test/harness/vscode/timeActivation.cjs. */
function activationTiming(): { load: number; activate: number } {
  const { activationTiming: timing } = globalThis as {
    activationTiming?: ReturnType<typeof activationTiming>;
  };
  assert.ok(timing, 'the activation was not measured');
  return timing;
}
