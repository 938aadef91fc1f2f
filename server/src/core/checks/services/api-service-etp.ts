import { remove } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-etp',
  title: 'Settings for traffic from outside stand in a Service that gets some',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const type = spec.at('type').exists ? spec.at('type').string : 'ClusterIP';
    if (!isService(resource) || type === undefined || (environment.partial && !spec.at('type').exists))
      return;
    const policy = spec.at('externalTrafficPolicy');
    const isOutside =
      type === 'LoadBalancer' ||
      type === 'NodePort' ||
      (type === 'ClusterIP' && spec.at('externalIPs').items().length > 0);
    if (policy.string && !isOutside) {
      report(
        policy,
        `a Service of type ${type} gets no traffic from outside: remove \`externalTrafficPolicy\``,
        {
          onKey: true,
          fixes: [{ title: 'Remove `externalTrafficPolicy`', safe: true, edits: () => remove(policy) }],
        },
      );
    } else if (policy.string && !['Cluster', 'Local'].includes(policy.string)) {
      report(policy, `there is no externalTrafficPolicy "${policy.string}": write Cluster or Local`);
    }
    const port = spec.at('healthCheckNodePort');
    if (!port.number || (type === 'LoadBalancer' && policy.value === 'Local')) return;
    if (environment.partial && !policy.exists) return;
    report(
      port,
      'only a LoadBalancer with `externalTrafficPolicy: Local` has a health check: remove `healthCheckNodePort`',
      {
        onKey: true,
        fixes: [{ title: 'Remove `healthCheckNodePort`', safe: true, edits: () => remove(port) }],
      },
    );
  },
});
