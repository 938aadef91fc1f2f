import { set } from '../../manifest/edit.ts';
import { isBudget } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

/** On by default since 1.27: https://kep.k8s.io/3017. */
const SINCE = 27;

export default defineCheck({
  id: 'pdb-unhealthy-eviction',
  title: 'A PodDisruptionBudget does not protect pods that do not work',
  category: 'availability',
  severity: 'information',
  scope: 'object',
  kinds: ['PodDisruptionBudget'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['pdb-unhealthy-pod-eviction-policy'] },
  check({ target, resource, environment, report }) {
    const policy = target.at('spec', 'unhealthyPodEvictionPolicy');
    if (!isBudget(resource) || environment.partial || environment.version < SINCE || policy.exists) return;
    const message =
      'a pod that never gets ready can keep its node from being drained: set `unhealthyPodEvictionPolicy: AlwaysAllow`';
    const edits = (): ReturnType<typeof set> => set(policy, 'AlwaysAllow');
    report(policy, message, {
      at: target.at('metadata', 'name'),
      fixes: [{ title: 'Set `AlwaysAllow`', safe: false, edits }],
    });
  },
});
