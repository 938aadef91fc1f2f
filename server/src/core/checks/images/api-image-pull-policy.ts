import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-image-pull-policy',
  title: 'A pull policy is Always, IfNotPresent or Never',
  category: 'images',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: true },
  check({ target, report }) {
    const field = target.at('imagePullPolicy');
    const { written } = field;
    if (!written || POLICIES.includes(written)) return;
    const meant = POLICIES.find(
      (policy) => policy.toLowerCase() === written.toLowerCase().replaceAll(/[\s_-]/g, ''),
    );
    const advice = meant ? `did you mean \`${meant}\`?` : 'write Always, IfNotPresent or Never';
    const fixes = meant
      ? [{ title: `Change to \`${meant}\``, safe: true, edits: () => set(field, meant) }]
      : [];
    report(field, `"${written}" is no pull policy: ${advice}`, { fixes });
  },
});

const POLICIES: readonly string[] = ['Always', 'IfNotPresent', 'Never'];
