import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';

const LABEL = 'pod-security.kubernetes.io/enforce';

export default defineCheck({
  id: 'namespace-pss-label',
  title: 'Namespaces enforce a Pod Security Standard',
  category: 'security',
  severity: 'off',
  scope: 'object',
  kinds: ['Namespace'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    const labels = target.at('metadata', 'labels');
    const field = labels.at(LABEL);
    if (resource.group !== '' || environment.partial || field.node) return;
    const name = target.at('metadata', 'name');
    report(field, `namespace "${resource.name}" enforces no Pod Security Standard: add the label ${LABEL}`, {
      at: name.exists ? name : target.at('kind'),
      fixes: ['baseline', 'restricted'].map((level) => ({
        title: `Enforce \`${level}\``,
        safe: false,
        edits: () => set(field, level),
      })),
    });
  },
});
