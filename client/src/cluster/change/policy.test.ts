import { describe, expect, test } from 'vitest';
import { ruleFor } from './policy.ts';

describe('what may be done in a context', () => {
  test.for([
    ['prod', 'protected'],
    ['eu-production-1', 'protected'],
    ['arn:aws:eks:eu-west-1:1234:cluster/shop_prd', 'protected'],
    ['LIVE', 'protected'],
    ['kind-kind', 'normal'],
    ['products', 'normal'],
    ['delivery', 'normal'],
    ['olive', 'normal'],
  ])('%s is %s without a setting', ([context = '', policy]) => {
    expect(ruleFor(context, {})).toEqual({ policy, color: undefined });
    expect(ruleFor(context, undefined).policy).toBe(policy);
  });

  const setting = {
    'prod-*': { policy: 'readOnly', color: 'red' },
    'prod-test': 'normal',
    '*staging*': { color: 'blue' },
    '*-live-*-eu': 'protected',
    typo: 'read-only',
    shape: 7,
    misspelt: { Policy: 'readOnly' },
    both: { policy: 'readOnly', colour: 'red' },
    list: ['readOnly'],
  };
  test.for([
    ['prod-1', 'readOnly', 'red'],
    ['prod-test', 'normal', undefined],
    ['a-staging-b', 'normal', 'blue'],
    ['staging-prod', 'protected', 'blue'],
    ['x-live-1-eu', 'protected', undefined],
    ['typo', 'protected', undefined],
    ['shape', 'protected', undefined],
    ['misspelt', 'protected', undefined],
    ['both', 'readOnly', undefined],
    ['list', 'protected', undefined],
  ] as const)('%s is %s by the setting', ([context, policy, color]) => {
    expect(ruleFor(context, setting)).toMatchObject({ policy, color });
  });

  test.for(['readOnly', 7, ['kind-*'], true])(
    'counts every context as protected by the setting %j',
    (wrong) => {
      expect(ruleFor('kind-kind', wrong)).toMatchObject({
        policy: 'protected',
        problem: expect.stringMatching(/is no mapping of contexts to policies/) as unknown,
      });
      expect(ruleFor('kind-kind', null).policy).toBe('normal');
    },
  );

  test('says what is wrong with a policy that there is not', () => {
    expect(ruleFor('typo', setting).problem).toMatch(
      /"typo" the policy "read-only".*readOnly, protected and normal/,
    );
    expect(ruleFor('prod-1', setting).problem).toBeUndefined();
    expect(ruleFor('misspelt', setting).problem).toMatch(
      /gives "misspelt" "Policy"\. There are "policy" and "color"/,
    );
  });

  test('takes * for any text, and all of a name', () => {
    expect(ruleFor('ab', { 'a*b*c': 'readOnly' }).policy).toBe('normal');
    expect(ruleFor('aXbYc', { 'a*b*c': 'readOnly' }).policy).toBe('readOnly');
    expect(ruleFor('ab', { 'ab*b': 'readOnly' }).policy).toBe('normal');
    expect(ruleFor('anything', { '*': 'readOnly' }).policy).toBe('readOnly');
    expect(ruleFor('my-prod-1', { 'prod*': 'normal' }).policy).toBe('protected');
  });
});
