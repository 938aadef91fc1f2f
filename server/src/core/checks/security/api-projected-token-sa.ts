import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-projected-token-sa',
  title: 'A Pod with a projected token names its ServiceAccount',
  category: 'security',
  severity: 'off',
  basis: 'api',
  scope: 'object',
  kinds: ['Pod'],
  on: 'pod',
  fix: null,
  check({ target, environment, report }) {
    const named = ['serviceAccountName', 'serviceAccount'].some((key) => target.at(key).written);
    if (named || environment.partial) return;
    for (const volume of target.at('volumes').items()) {
      for (const source of volume.at('projected', 'sources').items()) {
        const field = source.at('serviceAccountToken');
        if (!field.exists) continue;
        report(field, 'a projected token needs a ServiceAccount: set `serviceAccountName` of the pod', {
          onKey: true,
        });
      }
    }
  },
});
