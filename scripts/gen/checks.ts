import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyCheck } from '../../server/src/core/checks/check.ts';
import { ENGINE_FINDINGS } from '../../server/src/core/checks/engineFindings.ts';

/** Where checks and their pages lie. */
export const FOLDER = 'server/src/core/checks';

/** The modules of all checks, relative to the folder of checks, sorted by id. What exports no default is no check. */
export function checkFiles(root: string): string[] {
  return globSync('*/*.ts', { cwd: join(root, FOLDER), exclude: ['**/*.test.ts'] })
    .filter((file) => /^export default /m.test(readFileSync(join(root, FOLDER, file), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted((a, b) => idOf(a).localeCompare(idOf(b), 'en'));
}

/** The module that lists all checks. */
export function checksIndex(files: readonly string[]): string {
  const imports = files.map((file) => `import ${variable(file)} from './${file}';`);
  return [
    '// Written by `npm run gen` from the files of this folder.',
    "import type { AnyCheck } from './check.ts';",
    ...imports,
    '',
    '/** All checks of ours, by id. */',
    `export const CHECKS: readonly AnyCheck[] = [${files.map(variable).join(', ')}];`,
    '',
  ].join('\n');
}

/** What the tables say of a check, or of a finding that the engine itself reports. */
export interface CheckRow {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly severity: string;
  readonly fix: AnyCheck['fix'];
  /** Of a check of ours. */
  readonly check?: AnyCheck;
}

/** Everything that can be configured and waived by its id, sorted by it. */
export async function checkRows(root: string, files: readonly string[]): Promise<CheckRow[]> {
  const checks = await Promise.all(files.map(async (file) => load(root, file)));
  const engine = ENGINE_FINDINGS.map((finding) => ({ ...finding, category: 'engine' }));
  return [...checks.map((check) => ({ ...rowOf(check), check })), ...engine].toSorted((a, b) =>
    a.id.localeCompare(b.id, 'en'),
  );
}

function rowOf({ id, title, category, severity, fix }: AnyCheck): CheckRow {
  return { id, title, category, severity, fix };
}

async function load(root: string, file: string): Promise<AnyCheck> {
  const module = (await import(pathToFileURL(join(root, FOLDER, file)).href)) as { default?: AnyCheck };
  const check = module.default;
  if (!check || `${check.category}/${check.id}.ts` !== file) {
    throw new Error(`${FOLDER}/${file} must export a check whose category and id are those of its path.`);
  }
  return check;
}

function idOf(file: string): string {
  return basename(file, '.ts');
}

/** `image-tag-latest` as a variable. */
function variable(file: string): string {
  return idOf(file).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
