import { expect, test } from 'vitest';
import { refusal } from './cluster/change/policy.ts';
import { reasonOf } from './reason.ts';

test('says what to do about a failure, where that is known', () => {
  expect(reasonOf(refusal('prod'))).toBe(
    'The context "prod" is read-only here: nothing was sent. The user setting "kubeGuardrails.contexts" decides on that.',
  );
  expect(reasonOf(new Error('open a manifest first'))).toBe('open a manifest first');
  expect(reasonOf('no')).toBe('no');
});
