import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyCheck } from '../../server/src/core/checks/check.ts';

const FOLDER = 'server/src/core/checks';

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

/** All checks as a Markdown table, with links to their pages. Expects to stand in `docs/`. */
export async function checksTable(root: string, files: readonly string[]): Promise<string> {
  const rows = await Promise.all(
    files.map(async (file) => {
      const check = await load(root, file);
      const page = `../${FOLDER}/${file.replace(/\.ts$/, '.md')}`;
      return `| [\`${check.id}\`](${page}) | ${check.category} | ${check.severity} | ${fixOf(check)} | ${cell(check.title)} |`;
    }),
  );
  return [
    '| Check | Category | Severity | Fix | What should hold |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

async function load(root: string, file: string): Promise<AnyCheck> {
  const module = (await import(pathToFileURL(join(root, FOLDER, file)).href)) as { default?: AnyCheck };
  if (module.default?.id !== idOf(file))
    throw new Error(`${FOLDER}/${file} must export the check "${idOf(file)}".`);
  return module.default;
}

function fixOf({ fix }: AnyCheck): string {
  if (!fix) return '';
  if (fix.safe) return 'safe';
  return fix.kind === 'placeholder' ? 'to confirm' : 'yes';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function idOf(file: string): string {
  return basename(file, '.ts');
}

/** `image-tag-latest` as a variable. */
function variable(file: string): string {
  return idOf(file).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
