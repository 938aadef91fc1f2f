/** kube-linter's case for schema errors (it runs kubeconform), beside what our schemas say of the same objects. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.ts';
import { TestRun } from '../harness/check.ts';

interface Case {
  readonly file: string;
  readonly check: string;
  readonly expectedObjects: readonly { readonly name: string }[];
}

const FOLDER = process.env['KUBE_GUARDRAILS_ORACLES'] ?? join(ROOT, '../shared/oracles');
const FILE = join(FOLDER, 'kube-linter.json');

it('agrees with kubeconform on which objects are not valid', (context) => {
  if (!existsSync(FILE)) {
    context.skip(`there is no ${FILE}; KUBE_GUARDRAILS_ORACLES names another folder`);
    return;
  }
  const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly cases: readonly Case[] };
  const found = cases.filter(({ check }) => check === 'schema-validation');
  expect(found.length).toBeGreaterThan(0);
  for (const { file, expectedObjects } of found) {
    const run = new TestRun(readFileSync(join(FOLDER, 'kube-linter', file), 'utf8'));
    const invalid = run.findings().filter(({ basis }) => basis === 'schema');
    expect(new Set(invalid.map(({ resource }) => resource?.name))).toEqual(
      new Set(expectedObjects.map(({ name }) => name)),
    );
  }
});
