import { set } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { removeAll } from './removeAll.ts';

/** Fields that the API server refuses at a Service of type ClusterIP. */
const OUTSIDE_ONLY = [
  'allocateLoadBalancerNodePorts',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'loadBalancerClass',
  'loadBalancerIP',
  'loadBalancerSourceRanges',
];

export default defineCheck({
  id: 'exposed-service-type',
  title: 'Services are reachable only inside the cluster',
  category: 'services',
  severity: 'off',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['exposed-services'], 'kube-score': ['service-type'] },
  check({ target, resource, report }) {
    if (!isService(resource)) return;
    const spec = target.at('spec');
    const type = spec.at('type');
    if (type.value !== 'NodePort' && type.value !== 'LoadBalancer') return;
    const away = [
      ...spec
        .at('ports')
        .items()
        .map((port) => port.at('nodePort')),
      ...OUTSIDE_ONLY.map((key) => spec.at(key)),
    ];
    report(type, `type ${type.value} opens this Service to the outside of the cluster: use ClusterIP`, {
      fixes: [
        {
          title: 'Set `type: ClusterIP`',
          safe: false,
          edits: () => [...set(type, 'ClusterIP'), ...removeAll(away)],
        },
      ],
    });
  },
});
