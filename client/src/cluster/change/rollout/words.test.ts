import { expect, test } from 'vitest';
import type { Judgement } from './judge.ts';
import type { Seen } from './words.ts';
import { failedText, progressLine, readyText } from './words.ts';

function seen(name: string, phase: Judgement['phase'], summary: string, message?: string): Seen {
  const problems = message === undefined ? [] : [{ paths: ['kind'], reason: 'Test', message, isError: true }];
  return { name, judgement: { phase, summary, problems } };
}

const READY = seen('Deployment shop', 'done', '2 of 2 ready');
const SLOW = seen('Job mails', 'going on', 'running');
const STUCK = seen('Deployment bill', 'going on', '0 of 1 ready', 'The image x:1.4 is not there. Not found.');

test('the line of a rollout says what one workload does, with the first sentence of what is in its way', () => {
  expect(progressLine([], 1)).toBe('');
  expect(progressLine([STUCK], 1)).toBe('0 of 1 ready. The image x:1.4 is not there.');
  expect(progressLine([SLOW], 1)).toBe('running');
});

test('the line of several rollouts counts them, and names one that has a problem', () => {
  expect(progressLine([SLOW], 3)).toBe('0 of 3 are ready. Job mails: running');
  expect(progressLine([READY, SLOW, STUCK], 3)).toBe(
    '1 of 3 are ready. Deployment bill: 0 of 1 ready. The image x:1.4 is not there.',
  );
  expect(progressLine([READY], 3)).toBe('1 of 3 are ready');
});

test('what is ready is told together, with an address where there is one', () => {
  expect(readyText('test', [READY], [])).toBe('Deployment shop on test: 2 of 2 ready.');
  expect(readyText('test', [READY], ['http://a/'])).toBe(
    'Deployment shop on test: 2 of 2 ready. It is at http://a/.',
  );
  expect(readyText('test', [READY], ['http://a/', 'http://b/'])).toMatch(
    / It is at http:\/\/a\/ and 1 more address\.$/,
  );
  const many = Array.from({ length: 6 }, () => READY);
  expect(readyText('test', many, [])).toMatch(
    /^Rolled out on test: Deployment shop \(2 of 2 ready\), .*, 2 more\.$/,
  );
});

test('what does not get ready is told together', () => {
  expect(failedText('test', [STUCK])).toBe(
    'Deployment bill on test does not get ready (0 of 1 ready). The image x:1.4 is not there. Not found.',
  );
  expect(failedText('test', [STUCK, SLOW])).toBe(
    '2 workloads on test do not get ready: Deployment bill (0 of 1 ready), Job mails (running). What is in their way is marked in the manifest.',
  );
});
