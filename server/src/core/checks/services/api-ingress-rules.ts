import { defineCheck } from '../check.ts';
import { isIngressV1 } from './ingressPaths.ts';

export default defineCheck({
  id: 'api-ingress-rules',
  title: 'An Ingress says where to send requests',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    if (!isIngressV1(resource) || environment.partial) return;
    const spec = target.at('spec');
    const rules = spec.at('rules');
    if ((spec.exists && !spec.isMap) || (rules.exists && !rules.isSeq) || spec.at('backend').exists) return;
    if (rules.items().length === 0 && !spec.at('defaultBackend').exists) {
      const at = spec.isMap ? spec : target.at('kind');
      report(spec, 'this Ingress sends requests nowhere: add `rules` or a `defaultBackend`', { at });
    }
    for (const rule of rules.items()) {
      const paths = rule.at('http', 'paths');
      if (rule.at('http').isMap && paths.items().length === 0 && (paths.isSeq || !paths.exists))
        report(paths, 'this rule sends requests nowhere: add a path, or remove `http`', {
          at: paths.exists ? paths : rule.at('http'),
        });
    }
  },
});
