import { set } from '../../manifest/edit.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { defineCheck } from '../check.ts';
import { ingressPaths, isIngressV1 } from './ingressPaths.ts';

export default defineCheck({
  id: 'api-ingress-path',
  title: 'Paths of an Ingress are absolute and without detours',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ resource, environment, report }) {
    if (!isIngressV1(resource)) return;
    for (const entry of ingressPaths(resource)) {
      const [field, type] = [entry.at('path'), entry.at('pathType').string];
      const isStrict = type === 'Prefix' || type === 'Exact';
      if (!isStrict && type !== 'ImplementationSpecific') continue;
      const path = field.string ?? '';
      if ((field.exists && field.string === undefined) || isFilledIn(path)) continue;
      if (path === '') {
        if (!isStrict || environment.partial) continue;
        report(field, `a path of type ${type} cannot be empty: write \`/\` for everything`, {
          at: entry.at('pathType'),
          fixes: [{ title: 'Set `path: /`', safe: true, edits: () => set(field, '/') }],
        });
      } else if (!path.startsWith('/')) {
        report(field, `"${path}" is no absolute path: begin it with \`/\``, {
          fixes: [{ title: `Change to \`/${path}\``, safe: true, edits: () => set(field, `/${path}`) }],
        });
      } else if (isStrict) {
        const problem = detour(path);
        if (problem) report(field, `"${path}" cannot be a path of type ${type}: ${problem}`);
      }
    }
  },
});

/** Source: https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types. */
function detour(path: string): string | undefined {
  const inside = ['//', '/./', '/../', '%2f', '%2F'].find((part) => path.includes(part));
  if (inside) return `remove \`${inside}\``;
  const end = ['/..', '/.'].find((part) => path.endsWith(part));
  return end && `it must not end with \`${end}\``;
}
