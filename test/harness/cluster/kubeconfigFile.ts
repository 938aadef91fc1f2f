import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';

const written = new Map<string, string>();

/** Writes a kubeconfig as its user would. From then on it has to stay as it is: see `expectUntouched`. */
export function writeKubeconfig(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  written.set(file, stampOf(file));
}

/** Fails where a kubeconfig was written by anybody but a test through `writeKubeconfig`, be it with the same bytes. */
export function expectUntouched(): void {
  for (const [file, stamp] of written) {
    if (existsSync(file)) expect(stampOf(file), `${file} was written`).toBe(stamp);
    else written.delete(file);
  }
}

function stampOf(file: string): string {
  const { ino, mtimeMs, size } = statSync(file);
  return `${createHash('sha256').update(readFileSync(file)).digest('hex')} ${ino} ${mtimeMs} ${size}`;
}
