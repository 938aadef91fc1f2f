import assert from 'node:assert/strict';
import Module from 'node:module';
import * as vscode from 'vscode';
import { extension, open, openText, serverProcesses, untilFindings } from './host.ts';

const ACTIVATION_MS = 30;

describe('activation', () => {
  // One test: activation happens once in a window, and what must not have happened yet comes before it.
  it('is fast, and starts the server at the first Kubernetes document only', async () => {
    assert.equal(extension().isActive, false, 'active before any YAML file is open');
    const timing = timeActivation();
    const api = await extension().activate();
    const { load, activate } = timing();
    console.log(`activation: ${load.toFixed(1)} ms to load, ${activate.toFixed(1)} ms to activate`);
    assert.ok(
      load + activate < ACTIVATION_MS,
      `${load.toFixed(1)} ms to load, ${activate.toFixed(1)} ms to activate`,
    );

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

interface ExtensionModule {
  activate(context: vscode.ExtensionContext): unknown;
}

/**
 * Measures what of the activation is ours: loading the module and `activate()`. Between the two, the host waits for
 * the window to send stored state.
 */
function timeActivation(): () => { load: number; activate: number } {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const original = loader._load;
  let load = Number.NaN;
  let activate = Number.NaN;
  loader._load = function (this: unknown, request, ...rest) {
    if (!request.endsWith('dist/extension.js')) return original.call(this, request, ...rest);
    const started = performance.now();
    const loaded = original.call(this, request, ...rest) as ExtensionModule;
    load = performance.now() - started;
    return {
      ...loaded,
      activate(context: vscode.ExtensionContext) {
        const called = performance.now();
        const api = loaded.activate(context);
        activate = performance.now() - called;
        return api;
      },
    };
  };
  return () => {
    loader._load = original;
    return { load, activate };
  };
}
