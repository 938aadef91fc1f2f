import { isIngress } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'ingress-wildcard-host',
  title: 'Ingress rules name their host',
  category: 'services',
  severity: 'off',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    if (!isIngress(resource)) return;
    for (const rule of target.at('spec', 'rules').items()) {
      const host = rule.at('host');
      const missing = !host.exists || host.value === '';
      if (missing ? environment.partial : host.value !== '*') continue;
      report(
        missing ? (rule.entries()[0] ?? rule) : host,
        'this rule answers for every host: name the host it is meant for',
        {
          onKey: missing,
        },
      );
    }
  },
});
