import { expect, test } from 'vitest';
import { missingRight, ruleFor, sayMissing } from './forbidden.ts';

const REFUSAL = (rest: string): string => `deployments.apps is forbidden: User "jo" cannot ${rest}`;

test('reads what is missing in a namespace', () => {
  const missing = missingRight(
    REFUSAL('list resource "deployments" in API group "apps" in the namespace "shop"'),
  );
  expect(missing && sayMissing(missing)).toBe('You may not list deployments.apps in "shop"');
  expect(missing && ruleFor(missing)).toBe(
    'A Role in "shop" with this rule would allow it:\n\napiGroups: ["apps"]\nresources: ["deployments"]\nverbs: ["get","list","watch"]',
  );
});

test('reads what is missing in the cluster', () => {
  const missing = missingRight(REFUSAL('get resource "nodes" in API group "" at the cluster scope'));
  expect(missing && sayMissing(missing)).toBe('You may not get nodes in the whole cluster');
  expect(missing && ruleFor(missing)).toMatch(/^A ClusterRole.*verbs: \["get"\]$/s);
});

test('leaves the words of other authorizers as they are', () => {
  expect(missingRight('access denied by policy 12')).toBeUndefined();
});
