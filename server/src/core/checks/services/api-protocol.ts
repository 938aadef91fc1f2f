import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { isNetworkPolicy, isService } from '../../references/objects.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { nearest } from '../config.ts';
import { policyPorts } from '../../references/networkPolicies.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

export default defineCheck({
  id: 'api-protocol',
  title: 'The protocol of a port is TCP, UDP or SCTP',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ resource, pod, report }) {
    for (const port of ports(resource, pod)) {
      const field = port.at('protocol');
      const { string: value } = field;
      if (!value || PROTOCOLS.includes(value)) continue;
      const near =
        PROTOCOLS.find((one) => one === value.toUpperCase()) ?? nearest(value.toUpperCase(), PROTOCOLS);
      const fixes: Fix[] = near
        ? [{ title: `Change to ${near}`, safe: true, edits: () => set(field, near) }]
        : [];
      report(field, `protocol "${value}" is not supported: use TCP, UDP or SCTP`, { fixes });
    }
  },
});

function ports(resource: Resource, pod: PodTemplate | undefined): Field[] {
  if (pod) return pod.containers.flatMap(({ field }) => field.at('ports').items());
  if (isService(resource)) return resource.root.at('spec', 'ports').items();
  return isNetworkPolicy(resource) ? policyPorts(resource) : [];
}
