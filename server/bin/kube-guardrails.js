#!/usr/bin/env node
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/cli.js', import.meta.url);
if (existsSync(bundle)) {
  await import(bundle.href);
} else {
  console.error('kube-guardrails is not built yet. Run "npm ci && npm run build" in its repository first.');
  process.exitCode = 2;
}
