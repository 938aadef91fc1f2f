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
      const [first, second] = refs;
      const name = first?.at('name');
      if (second) {
        const message = 'an entry of `envFrom` cannot name both a ConfigMap and a Secret: write two entries';
        report(list, message, { at: second, fixes: keepOne(refs) });
      } else if (first && name) {
        const isEmpty = name.exists ? name.string === '' : first.isMap && !environment.partial;
        if (isEmpty) report(name, `\`${first.key}\` names nothing: add the \`name\``);
      } else if (item.isMap && !environment.partial && !hasOthers(item, [...REFS, 'prefix'])) {
        const message =
          'this entry of `envFrom` names nothing: add `configMapRef` or `secretRef`, or remove it';
        report(list, message, { at: item.entries()[0] ?? list });
      }
    }
  },
});

const REFS = ['configMapRef', 'secretRef'];
