import { expect, test } from 'vitest';
import { countsInWords, statusText, versionInWords } from './statusText.ts';

test.each([
  [{ errors: 2, warnings: 5, informations: 1 }, 'Kubernetes 1.36 $(error) 2 $(warning) 5 $(info) 1'],
  [{ errors: 0, warnings: 5, informations: 0 }, 'Kubernetes 1.36 $(warning) 5'],
  [{ errors: 0, warnings: 0, informations: 0 }, 'Kubernetes 1.36 $(pass)'],
])('%j shows as "%s"', (counts, text) => {
  expect(statusText({ ...counts, kubernetesVersion: '1.36' })).toBe(text);
});

test.each([
  [{ errors: 1, warnings: 0, informations: 0 }, '1 error'],
  [{ errors: 2, warnings: 1, informations: 0 }, '2 errors and 1 warning'],
  [{ errors: 2, warnings: 1200, informations: 1 }, '2 errors, 1,200 warnings and 1 remark'],
  [{ errors: 0, warnings: 0, informations: 0 }, 'no findings'],
])('%j reads "%s"', (counts, words) => {
  expect(countsInWords(counts)).toBe(words);
});

test('a version without schemas is marked and explained, and so is a comment', () => {
  const notice = 'the schemas of 1.99 are not known: fields are checked as in 1.36, the newest known version';
  const status = { errors: 0, warnings: 0, informations: 0, kubernetesVersion: '1.99' };
  expect(statusText(status, true)).toBe('Kubernetes 1.99 $(question) $(pass)');
  expect(versionInWords('1.99', { kubernetesVersion: '1.99', isOwn: false, notice })).toBe(
    `Checked against Kubernetes 1.99. But ${notice}. Click to choose another version.`,
  );
  expect(versionInWords('1.30', { kubernetesVersion: '1.30', isOwn: true })).toMatch(/a comment in it says/);
  expect(versionInWords('1.36', undefined)).toMatch(/^Checked against Kubernetes 1.36. Click/);
});
