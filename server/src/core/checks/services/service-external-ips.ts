import { remove } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'service-external-ips',
  title: 'Services claim no external IP addresses',
  category: 'services',
  severity: 'warning',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { trivy: ['KSV-0108'] },
  check({ target, resource, report }) {
    const field = target.at('spec', 'externalIPs');
    if (!isService(resource) || field.items().length === 0) return;
    report(
      field,
      'externalIPs take over traffic to these addresses from the whole cluster: use an Ingress or a load balancer',
      {
        fixes: [{ title: 'Remove `externalIPs`', safe: false, edits: () => remove(field) }],
      },
    );
  },
});
