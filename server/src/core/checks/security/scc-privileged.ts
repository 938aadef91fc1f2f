import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'scc-privileged',
  title: 'SecurityContextConstraints allow no privileged containers',
  category: 'security',
  severity: 'off',
  scope: 'object',
  kinds: ['SecurityContextConstraints'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['scc-deny-privileged-container'] },
  check({ target, resource, report }) {
    const field = target.at('allowPrivilegedContainer');
    if (resource.group !== 'security.openshift.io' || field.value !== true) return;
    report(
      field,
      'pods under these constraints may take over their node: set `allowPrivilegedContainer: false`',
      {
        fixes: [
          { title: 'Set `allowPrivilegedContainer: false`', safe: false, edits: () => set(field, false) },
        ],
      },
    );
  },
});
