import { expect } from 'vitest';
import { CHECKS } from '../../server/src/core/checks/index.ts';
import { LATEST_MINOR, OLDEST_MINOR } from '../../server/src/core/kinds/versions.ts';
import { podSecurityTest as test } from './judgeTest.ts';
import { Admission } from './podSecurity/admission.ts';
import { comparePods } from './podSecurity/comparePods.ts';
import type { Result } from './podSecurity/comparePods.ts';
import { REASONS } from './podSecurity/ours.ts';
import { ephemeralSamples, mixedSamples, singleSamples, templateSamples } from './podSecurity/pods.ts';

const MIXED = 400;
/** One of so many pods is also tried as a template. */
const EVERY = 23;

/** Minors from which on the standards ask for something else, each with the one before. */
const MINORS = [OLDEST_MINOR, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, LATEST_MINOR];

test('every check of a standard is compared', () => {
  const ids = CHECKS.filter(({ pss }) => pss !== undefined).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(Object.keys(REASONS).toSorted());
});

test('the newest standards and our checks agree on every pod', async ({ server }) => {
  const admission = new Admission(server, 'latest');
  await admission.prepare();
  const samples = [...singleSamples(), ...mixedSamples(MIXED)];
  const loose = await comparePods(samples, (one) => admission.verdict(one), LATEST_MINOR);
  const strict = await comparePods(
    samples,
    (one) => admission.strictVerdict(one),
    LATEST_MINOR,
    'restricted',
  );
  const debug = await comparePods(
    ephemeralSamples(),
    (one) => admission.ephemeralVerdict(one),
    LATEST_MINOR,
    'restricted',
  );
  tell('Pod security, latest', [loose, strict, debug]);
  expect([...loose.problems, ...strict.problems, ...debug.problems]).toEqual([]);
  expect(loose.judged).toBeGreaterThan(1000);
  expect(debug.judged).toBeGreaterThan(30);
  const all = [...loose.objections, ...strict.objections];
  const missing = new Set(Object.values(REASONS).flat());
  for (const reason of all) missing.delete(reason);
  expect([...missing], 'objections that no pod meets').toEqual([]);
});

test('templates are judged as the pods that are made of them', async ({ server }) => {
  const admission = new Admission(server, 'latest', 'templates');
  await admission.prepare();
  const pods = singleSamples().filter((_, index) => index % EVERY === 0);
  const judge = admission.templateVerdict.bind(admission);
  const result = await comparePods(templateSamples(pods), judge, LATEST_MINOR, 'restricted');
  tell('Pod security of templates', [result]);
  expect(result.problems).toEqual([]);
  expect(result.judged).toBeGreaterThan(300);
});

test.for(MINORS)('the standards of 1.%i and our checks agree', async (minor, { server }) => {
  const admission = new Admission(server, `v1.${minor}`);
  await admission.prepare();
  const result = await comparePods(singleSamples(), (one) => admission.verdict(one), minor);
  tell(`Pod security, 1.${minor}`, [result]);
  expect(result.problems).toEqual([]);
});

function tell(title: string, results: readonly Result[]): void {
  const sum = (value: (one: Result) => number): number =>
    results.reduce((total, one) => total + value(one), 0);
  const differing = sum(({ problems }) => problems.length);
  console.log(
    `${title}: ${sum(({ judged }) => judged)} pods judged, ${sum(({ refused }) => refused)} refused; ${differing} differ`,
  );
}
