import { expect, test } from 'vitest';
import { crashBudget } from './crashBudget.ts';

test('crashes in quick succession use the budget up', () => {
  const mayRestart = crashBudget({ crashes: 2, minutes: 3 });
  expect([0, 1_000, 2_000].map((now) => mayRestart(now))).toEqual([true, true, false]);
});

test('old crashes are forgotten', () => {
  const mayRestart = crashBudget({ crashes: 2, minutes: 3 });
  expect([0, 1_000, 181_000, 182_000].map((now) => mayRestart(now))).toEqual([true, true, true, true]);
});
