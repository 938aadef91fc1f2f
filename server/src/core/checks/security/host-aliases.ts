import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'host-aliases',
  title: 'Pods resolve names through DNS',
  category: 'security',
  severity: 'off',
  scope: 'object',
  on: 'pod',
  fix: null,
  aliases: { trivy: ['KSV-0007'] },
  check({ target, report }) {
    const field = target.at('hostAliases');
    if (field.items().length === 0) return;
    report(field, 'these names mean something else in this pod than elsewhere: use DNS or a Service', {
      onKey: true,
    });
  },
});
