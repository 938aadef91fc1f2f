#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const bundle = new URL('../dist/cli.js', import.meta.url);
if (existsSync(bundle)) {
  // Node 22 and later keep the compiled code in the temporary folder, so that the next run starts faster.
  module.enableCompileCache?.();
  // With `import()`, Node 20 would first look through the whole bundle for names: that takes as long as running it.
  module.createRequire(import.meta.url)('../dist/cli.js');
} else {
  console.error('kube-guardrails is not built yet. Run "npm ci && npm run build" in its repository first.');
  process.exitCode = 2;
}
