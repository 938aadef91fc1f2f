import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, type FormatConfig } from 'oxfmt';
import { checkFiles, checkRows, checksIndex, type CheckRow } from './checks.ts';
import { TOOLS, checksTable, migrationTable } from './checkTables.ts';
import { contributes } from './contributes.ts';
import { embeddedGrammar } from './embeddedLanguages.ts';
import { fillSections } from './sections.ts';
import { settingsTable } from './settings.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** Every generated file with the text that it should have, formatted; by path relative to the repository. */
export async function generate(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const checks = checkFiles(ROOT);
  const rows = await checkRows(ROOT, checks);
  files.set('package.json', await formatted('package.json', packageJson(rows)));
  files.set(EMBEDDED_GRAMMAR, await formatted(EMBEDDED_GRAMMAR, JSON.stringify(embeddedGrammar())));
  if (checks.length > 0) {
    files.set(CHECKS_INDEX, await formatted(CHECKS_INDEX, checksIndex(checks)));
  }
  const migrations = Object.keys(TOOLS).map((tool) => [`migration-${tool}`, migrationTable(tool, rows)]);
  const sections = {
    settings: settingsTable(),
    checks: checksTable(rows),
    ...(Object.fromEntries(migrations) as Record<string, string>),
  };
  for (const path of DOCUMENTS.filter((document) => existsSync(join(ROOT, document)))) {
    files.set(path, fillSections(read(path), sections));
  }
  return files;
}

const EMBEDDED_GRAMMAR = 'syntaxes/embedded.injection.json';
const CHECKS_INDEX = 'server/src/core/checks/index.ts';

/** Documents with generated sections. One that does not exist is not made up. */
const DOCUMENTS = ['README.md', 'server/README.md', 'docs/checks.md', 'docs/migration.md'];

/** The manifest of the extension: written by hand, but for what it contributes. */
function packageJson(rows: readonly CheckRow[]): string {
  const manifest = JSON.parse(read('package.json')) as Record<string, unknown>;
  return JSON.stringify({ ...manifest, contributes: contributes(rows) });
}

async function formatted(path: string, text: string): Promise<string> {
  const { ignorePatterns: _, ...options } = JSON.parse(read('.oxfmtrc.json')) as FormatConfig & {
    ignorePatterns: unknown;
  };
  const { code, errors } = await format(path, text, options);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  return code;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
