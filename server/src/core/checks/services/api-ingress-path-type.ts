import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { ingressPaths, isIngressV1 } from './ingressPaths.ts';

const TYPES = ['Prefix', 'Exact', 'ImplementationSpecific'];

export default defineCheck({
  id: 'api-ingress-path-type',
  title: 'Each path of an Ingress says how it is compared',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ resource, environment, report }) {
    if (!isIngressV1(resource)) return;
    for (const path of ingressPaths(resource)) {
      const type = path.at('pathType');
      if (!type.exists) {
        if (environment.partial || !path.isMap) continue;
        const at = path.at('path').exists ? path.at('path') : path;
        report(type, 'this path does not say how it is compared: add `pathType`', {
          at,
          fixes: choose(type, 'Add'),
        });
      } else if (type.string !== undefined && !TYPES.includes(type.string)) {
        report(type, `there is no pathType "${type.string}": write ${TYPES.join(', ')}`, {
          fixes: choose(type, 'Change to'),
        });
      }
    }
  },
});

/** First the spelling that is meant, else `Prefix`, which most want. */
function choose(type: Field, verb: string): Fix[] {
  const meant = TYPES.filter((one) => one.toLowerCase() === type.string?.toLowerCase());
  return [...new Set([...meant, ...TYPES])].map((one) => ({
    title: `${verb} \`${verb === 'Add' ? 'pathType: ' : ''}${one}\``,
    safe: false,
    edits: () => set(type, one),
  }));
}
