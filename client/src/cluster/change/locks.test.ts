import { expect, test } from 'vitest';
import { confirmedBefore, locksOf, lockText, withoutLocks } from './locks.ts';

test.for([
  [{}, []],
  [{ annotations: { 'kube-guardrails/locked': 'orders\n of the shop' } }, ['locked: orders  of the shop']],
  [{ annotations: { 'kube-guardrails/locked': '' } }, ['locked: no reason given']],
  [
    { annotations: { 'helm.sh/resource-policy': 'keep' } },
    ['locked for Helm (helm.sh/resource-policy: keep)'],
  ],
  [
    { annotations: { 'helm.sh/resource-policy': ' Keep ' } },
    ['locked for Helm (helm.sh/resource-policy: keep)'],
  ],
  [{ annotations: { 'helm.sh/resource-policy': 'delete' } }, []],
  [
    { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false, Delete=false' } },
    ['locked for Argo CD (argocd.argoproj.io/sync-options: Delete=false)'],
  ],
  [{ annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } }, []],
  [
    { labels: { 'policy.kruise.io/delete-protection': 'Always' } },
    ['locked for OpenKruise (policy.kruise.io/delete-protection: Always)'],
  ],
  [{ labels: { 'policy.kruise.io/delete-protection': 'Cascading' } }, []],
  [
    { labels: { 'policy.kruise.io/delete-protection': 'Cascading' }, takesOthers: true },
    ['locked for OpenKruise (policy.kruise.io/delete-protection: Cascading)'],
  ],
] as const)('%o', ([state, texts]) => {
  expect(locksOf(state).map(lockText)).toEqual(texts);
});

test.for([
  ['Delete=confirm', ['Delete=confirm']],
  ['Validate=false,Prune=confirm , Delete=confirm', ['Prune=confirm', 'Delete=confirm']],
  ['Delete=false', []],
] as const)('Argo CD asks before: %s', ([options, asked]) => {
  const state = { annotations: { 'argocd.argoproj.io/sync-options': options } };
  expect(confirmedBefore(state)).toEqual(asked);
  expect(locksOf(state)).toHaveLength(options === 'Delete=false' ? 1 : 0);
});

test('takes locks away, and leaves other options alone', () => {
  const annotations = {
    'kube-guardrails/locked': 'why',
    'argocd.argoproj.io/sync-options': 'Prune=false, Delete=false',
    other: 'kept',
  };
  const labels = { 'policy.kruise.io/delete-protection': 'Always' };
  expect(withoutLocks(locksOf({ annotations, labels }), { annotations, labels })).toEqual({
    annotations: { 'kube-guardrails/locked': null, 'argocd.argoproj.io/sync-options': 'Prune=false' },
    labels: { 'policy.kruise.io/delete-protection': null },
  });
  const alone = { annotations: { 'argocd.argoproj.io/sync-options': 'Delete=false' } };
  expect(withoutLocks(locksOf(alone), alone)).toEqual({
    annotations: { 'argocd.argoproj.io/sync-options': null },
  });
});
