import { defineCheck } from '../check.ts';
import { securityContexts } from './securityContexts.ts';

export default defineCheck({
  id: 'api-uid-range',
  title: 'Ids of users and groups are between 0 and 2147483647',
  category: 'security',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: null,
  check({ pod, report }) {
    for (const context of pod ? securityContexts(pod) : []) {
      const ids = ['runAsUser', 'runAsGroup', 'fsGroup'].map((key) => context.at(key));
      for (const field of [...ids, ...context.at('supplementalGroups').items()]) {
        if (field.number === undefined || (field.number >= 0 && field.number <= MAX_ID)) continue;
        report(field, `${field.written} is no valid id: write a number between 0 and ${MAX_ID}`);
      }
    }
  },
});

/** Linux knows twice as many, Kubernetes does not: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/. */
const MAX_ID = 2_147_483_647;
