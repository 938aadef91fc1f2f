/**
 * `npm run gen` writes what follows from other files: the contributions in package.json, the list of checks
 * and the tables in the documentation. `test/repo.test.ts` fails while one of them is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, ROOT } from './gen/generate.ts';

for (const [path, text] of await generate()) {
  const file = join(ROOT, path);
  if (readText(file) === text) continue;
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
