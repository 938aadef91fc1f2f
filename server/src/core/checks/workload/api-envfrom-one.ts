import { defineCheck } from '../check.ts';
import { hasOthers, keepOne, writtenOf } from '../oneOf.ts';

export default defineCheck({
  id: 'api-envfrom-one',
  title: 'An entry of envFrom names one ConfigMap or one Secret',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, environment, report }) {
    const list = target.at('envFrom');
    for (const item of list.items()) {
      const refs = writtenOf(item, REFS);
      const [, second] = refs;
      if (second) {
        report(second, 'an entry of `envFrom` cannot name both a ConfigMap and a Secret: write two entries', {
          onKey: true,
          fixes: keepOne(refs),
        });
      } else if (
        item.isMap &&
        refs.length === 0 &&
        !environment.partial &&
        !hasOthers(item, [...REFS, 'prefix'])
      ) {
        const at = item.entries()[0] ?? list;
        report(
          list,
          'this entry of `envFrom` names nothing: add `configMapRef` or `secretRef`, or remove it',
          { at },
        );
      }
    }
  },
});

const REFS = ['configMapRef', 'secretRef'];
