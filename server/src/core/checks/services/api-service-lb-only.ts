import { remove } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

const ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export default defineCheck({
  id: 'api-service-lb-only',
  title: 'Settings of a load balancer stand in a Service that has one',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const type = spec.at('type');
    if (!isService(resource) || type.value === 'LoadBalancer' || (environment.partial && !type.exists))
      return;
    if (type.exists && type.string === undefined) return;
    const ranges = spec.at('loadBalancerSourceRanges');
    const hasRanges = ranges.items().length > 0;
    const fields = [spec.at('allocateLoadBalancerNodePorts'), spec.at('loadBalancerClass')].filter(
      ({ exists }) => exists,
    );
    if (hasRanges) fields.push(ranges);
    else if (target.at('metadata', 'annotations', ANNOTATION).exists)
      fields.push(target.at('metadata', 'annotations', ANNOTATION));
    for (const field of fields) {
      const name = field.key === ANNOTATION ? 'this annotation' : `\`${String(field.key)}\``;
      report(
        field,
        `${name} is for a load balancer, but this Service has the type ${type.string ?? 'ClusterIP'}: remove it`,
        {
          onKey: true,
          fixes: [{ title: `Remove \`${String(field.key)}\``, safe: true, edits: () => remove(field) }],
        },
      );
    }
  },
});
