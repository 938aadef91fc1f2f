import { expect, test } from 'vitest';
import { countsInWords, statusText } from './statusText.ts';

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
