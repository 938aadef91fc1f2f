/**
 * Our verdicts beside those of kube-linter on its own test files, which are kept outside of this repository: in `../shared/oracles`
 * or where KUBE_GUARDRAILS_ORACLES says. Objects are compared, not messages; what we judge differently is listed with its reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.ts';
import { deviationsOf, OPTIONS, TEMPLATES } from './kubeLinterDeviations.ts';
import { documentsWithFindings, ourChecks } from './objects.ts';

interface Case {
  readonly file: string;
  readonly check: string;
  readonly expectedObjects: readonly OracleObject[];
  readonly cleanObjects: readonly OracleObject[];
}

interface OracleObject {
  readonly docIndex: number;
  readonly kind: string;
  readonly name: string;
}

const FOLDER = process.env['KUBE_GUARDRAILS_ORACLES'] ?? join(ROOT, '../shared/oracles');
const FILE = join(FOLDER, 'kube-linter.json');
const MISSING = `there is no ${FILE}; KUBE_GUARDRAILS_ORACLES names another folder`;

const { cases } = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly cases: readonly Case[] })
  : { cases: [] };
const ours = cases.filter(({ check }) => idsFor(check).length > 0);
function idsFor(check: string): readonly string[] {
  return TEMPLATES[check] ?? ourChecks('kube-linter', check);
}

const counts = { agreed: 0, deviating: 0 };

describe('kube-linter', () => {
  it('has cases', (context) => {
    if (!existsSync(FILE)) context.skip(MISSING);
    expect(ours.length).toBeGreaterThan(0);
  });

  it.each(ours)('$check', ({ file, check, expectedObjects, cleanObjects }) => {
    const text = readFileSync(join(FOLDER, 'kube-linter', file), 'utf8');
    const found = documentsWithFindings(text, idsFor(check), OPTIONS[check]);
    const theirs = new Set(expectedObjects.map(({ docIndex }) => docIndex));
    const differing = [...new Set([...found, ...theirs])]
      .filter((index) => found.includes(index) !== theirs.has(index))
      .toSorted((a, b) => a - b);
    counts.deviating += differing.length;
    counts.agreed += expectedObjects.length + cleanObjects.length - differing.length;
    const who = differing.map(
      (index) => `document ${index}: only ${found.includes(index) ? 'we' : 'they'} report it`,
    );
    expect(differing, who.join('\n')).toEqual(deviationsOf(check));
  });
});

afterAll(() => {
  if (cases.length === 0) return;
  const { agreed, deviating } = counts;
  const without = cases.length - ours.length;
  console.log(
    `kube-linter: ${agreed} objects agreed, ${deviating} deviating; ${without} cases for which we have no check`,
  );
});
