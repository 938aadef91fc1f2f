import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.ts';
import { diagnoseFolder, type FolderFindings } from './diagnoseFolder.ts';
import { moduleFolder, packageFolder } from './fetch.ts';
import { MODULES } from './modules.ts';
import { PACKAGES } from './packages.ts';
import { REVIEWED } from './reviewed.ts';

interface Folder {
  readonly name: string;
  readonly path: () => string;
  readonly foreign?: boolean;
}

const FOLDERS: readonly Folder[] = [
  { name: 'examples', path: () => join(ROOT, 'examples') },
  ...PACKAGES.map((one) => ({ ...one, path: () => packageFolder(one) })),
  ...MODULES.map((one) => ({ ...one, path: () => moduleFolder(one) })),
];
const results = new Map<string, FolderFindings>();

describe('manifests as they are in use', () => {
  it.for(FOLDERS)(
    '$name gets no error but those that were read and are true',
    ({ name, path, foreign }, { skip }) => {
      const result = diagnoseFolder(attempt(path) ?? skip(NOT_FETCHED));
      results.set(name, result);
      const shown = result.findings.filter(
        ({ severity, waived }) => waived === undefined && (foreign || severity === 'error'),
      );
      const reviewed = REVIEWED.filter((one) => one.folder === name).map(({ id, count }) => [id, count]);
      expect(countById(shown), shown.map(result.describe).join('\n')).toEqual(Object.fromEntries(reviewed));
    },
  );
});

afterAll(() => {
  const all = [...results].filter(([name]) => name !== 'examples').map(([, result]) => result);
  const objects = all.reduce((sum, result) => sum + result.objects, 0);
  const counts = Object.entries(countById(all.flatMap(({ findings }) => findings)));
  console.log(`Findings per 100 objects of ${objects} in ${all.length} projects:`);
  for (const [id, count] of counts.toSorted((a, b) => b[1] - a[1])) {
    console.log(`${((count / objects) * 100).toFixed(1).padStart(6)}  ${id}`);
  }
});

function countById(findings: readonly { readonly id: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id } of findings) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

const NOT_FETCHED =
  'projects of the corpus could not be fetched from npm or as Go modules. Install Go, and run "npm run test:corpus" once with a connection.';

let failure: unknown;

/** The folder, or `undefined` where it cannot be had; where everything has to run, that is a failure. The first one ends all. */
function attempt(path: () => string): string | undefined {
  try {
    if (failure === undefined) return path();
  } catch (error) {
    failure = error;
  }
  if (process.env['CI'] === 'true') throw failure;
  return undefined;
}
