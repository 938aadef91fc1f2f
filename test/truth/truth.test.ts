import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { compare } from './compare.ts';
import type { Comparison } from './compare.ts';
import { findingsIn } from './engine.ts';
import { falseErrors, LEAST_AGREEMENT, LEAST_MUTANTS, NO_OBJECT } from './expectations.ts';
import type { Judge } from './judge.ts';
import { test } from './judgeTest.ts';
import { mutantsOf, withoutEach } from './mutate.ts';
import { validObjects } from './objects.ts';
import type { Sample } from './objects.ts';
import { agreement, describe, details, summary, unlisted } from './report.ts';
import { exampleObjects, pageObjects } from './written.ts';

/** `TRUTH_TIMES=10 npm run test:truth` tries ten times as many mutants. */
const TIMES = Number(process.env['TRUTH_TIMES'] ?? 1);
const AT_ONCE = 8;
const SHOWN = { groups: 40, examples: 1 };
const ALL = { groups: Infinity, examples: 5 };
const REPORT = join(import.meta.dirname, '../../test-results/truth.txt');
const report: string[] = [];

afterAll(() => {
  mkdirSync(join(REPORT, '..'), { recursive: true });
  writeFileSync(REPORT, report.join('\n\n'));
});

test('there is a valid object of every kind that can be created', ({ judge }) => {
  const have = new Set(valid(judge).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  expect(judge.kinds.filter((kind) => !have.has(kind) && !(kind in NO_OBJECT))).toEqual([]);
});

test('the valid objects are valid, and nobody calls them wrong', async ({ judge }) => {
  const all = await judged(judge, valid(judge), ({ text }) => findingsIn(text));
  tell('Valid objects', all);
  const refused = all.filter(({ verdict }) => !verdict.accepted);
  expect(refused.map(({ sample, verdict }) => [sample.name, verdict.causes])).toEqual([]);
  expect(complaints(all)).toEqual([]);
});

test('pages and examples get no error that the API server would not give', async ({ judge }) => {
  const written = [...pageObjects(), ...exampleObjects()];
  const known = written.filter(({ apiVersion, kind }) => judge.serves(apiVersion, kind));
  const all = await judged(judge, known, ({ findings }) => findings);
  tell('Pages and examples', all);
  expect(complaints(all)).toEqual([]);
});

test(
  'the engine agrees with the API server on mutated objects',
  { timeout: 120_000 * TIMES },
  async ({ judge }) => {
    const mutants = valid(judge).flatMap((one) => mutantsOf(one, TIMES));
    expect(mutants.length).toBeGreaterThanOrEqual(LEAST_MUTANTS);
    const all = await judged(judge, mutants, ({ text }) => findingsIn(text));
    tell('Mutated objects', all);
    expect(complaints(all)).toEqual([]);
    if (TIMES !== 1) return; // other mutants, other shares
    const found = agreement(all);
    expect.soft(unlisted(all)).toEqual([]);
    expect.soft(found.verdict, 'same verdict').toBeGreaterThanOrEqual(LEAST_AGREEMENT.verdict);
    expect.soft(found.field, 'same field').toBeGreaterThanOrEqual(LEAST_AGREEMENT.field);
  },
);

test('nothing is called missing that the API server does without', async ({ judge }) => {
  const all = await judged(judge, valid(judge).flatMap(withoutEach), ({ text }) => findingsIn(text));
  tell('Objects that lack a field', all);
  expect(complaints(all)).toEqual([]);
  expect(unlisted(all)).toEqual([]);
});

function valid(judge: Judge): Sample[] {
  return validObjects((apiVersion, kind) => judge.serves(apiVersion, kind));
}

/** Has every object judged, some at once. */
async function judged<T extends Sample>(
  judge: Judge,
  samples: readonly T[],
  findings: (one: T) => readonly PlacedFinding[],
): Promise<Comparison[]> {
  const results: Comparison[] = [];
  const queue = [...samples.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const [at, one] = next;
      results[at] = compare(one, await judge.verdict(one), findings(one));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** The figures and the largest differences on the screen, all of them in a file. */
function tell(title: string, all: readonly Comparison[]): void {
  console.log(`${summary(title, all)}\n${details(all, SHOWN)}`);
  report.push(`${summary(title, all)}\n${details(all, ALL)}`);
}

/** Errors of ours on what the server accepts. */
function complaints(all: readonly Comparison[]): string[] {
  return all.flatMap((one) => falseErrors(one).map((error) => `${describe(one.sample)}: ${error}`));
}
