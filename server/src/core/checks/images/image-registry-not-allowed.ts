import { defineCheck } from '../check.ts';
import { containerImage, fullName } from './containerImage.ts';

export default defineCheck({
  id: 'image-registry-not-allowed',
  title: 'Images come from the registries that are allowed',
  category: 'images',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: null,
  aliases: { trivy: ['KSV-0032', 'KSV-0033', 'KSV-0034', 'KSV-0035', 'KSV-0125'] },
  options: {
    registries: {
      type: 'strings',
      default: [],
      description:
        'Registries, or paths in them, that images may come from: `registry.example.com`, `docker.io/library`, `*.example.com`. Empty: all.',
    },
  },
  check({ target, options, report }) {
    const found = containerImage(target);
    const { registries } = options;
    if (!found || registries.length === 0) return;
    const name = fullName(found.image);
    if (registries.some((allowed) => isIn(name, allowed))) return;
    const others =
      registries.length > SHOWN
        ? `${registries.slice(0, SHOWN).join(', ')} or another`
        : registries.join(' or ');
    report(found.field, `image "${found.text}" is in no registry that is allowed: take it from ${others}`);
  },
});

/** How many registries a message names. */
const SHOWN = 3;

/** Whether an image lies in a registry or below a path in it. `*.` stands for any host below a domain. */
function isIn(name: string, allowed: string): boolean {
  if (allowed.endsWith('/')) return isIn(name, allowed.slice(0, -1));
  if (!allowed.startsWith('*.')) return name.startsWith(`${allowed}/`) || name === allowed;
  const host = name.slice(0, name.indexOf('/'));
  const [domain = '', ...path] = allowed.slice(1).split('/');
  return host.endsWith(domain) && isIn(name, [host, ...path].join('/'));
}
