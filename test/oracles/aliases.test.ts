/**
 * Whether our checks have a name for everything that other tools check: their ids are kept outside of this repository, in
 * `../shared/catalog` or where KUBE_GUARDRAILS_CATALOG says. Checks that are not there yet are counted, not missed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.ts';
import { CHECKS } from '../../server/src/core/checks/index.ts';
import { aliasesOf } from '../../server/src/core/checks/waivers/aliases.ts';
import { FOREIGN_IDS } from '../../server/src/core/checks/waivers/foreignIds.ts';

const FILE = join(process.env['KUBE_GUARDRAILS_CATALOG'] ?? join(ROOT, '../shared/catalog'), 'aliases.json');
const MISSING = `there is no ${FILE}; KUBE_GUARDRAILS_CATALOG names another folder`;

const tools = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Record<string, readonly string[]>>)
  : {};
const aliases = aliasesOf(CHECKS);
const ids = new Set(CHECKS.map(({ id }) => id));

describe('ids of other tools', () => {
  it('are known', (context) => {
    if (!existsSync(FILE)) context.skip(MISSING);
    const all = Object.values(tools).flatMap((names) => Object.values(names));
    const waiting = all.filter((own) => own.every((id) => !ids.has(id) && id !== 'schema' && id !== 'none'));
    console.log(`aliases: ${all.length} ids of other tools, ${waiting.length} of which wait for a check`);
    expect(all.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(tools))('of %s lead to the checks that do the same', (tool, names) => {
    const wrong = Object.entries(names).flatMap(([name, own]) => {
      const expected = own.filter((id) => ids.has(id));
      const found = aliases.idsOf(tool, name);
      const lacking = expected.filter((id) => !found.includes(id));
      return lacking.length > 0 ? [`${name}: ${lacking.join(', ')}`] : [];
    });
    expect(wrong, 'add these to the `aliases` of the checks').toEqual([]);
  });

  it.each(Object.entries(tools))('of %s that are no check of ours say why', (tool, names) => {
    const silent = Object.entries(names).flatMap(([name, own]) =>
      own.some((id) => id === 'none' || id === 'schema') && FOREIGN_IDS[tool]?.[name] === undefined
        ? [name]
        : [],
    );
    expect(silent, 'add these to foreignIds.ts').toEqual([]);
  });
});
