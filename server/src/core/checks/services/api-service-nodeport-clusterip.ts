import { remove, set } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-nodeport-clusterip',
  title: 'Services of type ClusterIP have no nodePort',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    const type = target.at('spec', 'type');
    if (!isService(resource) || (type.exists ? type.value !== 'ClusterIP' : environment.partial)) return;
    for (const port of target.at('spec', 'ports').items()) {
      const field = port.at('nodePort');
      if (!field.number) continue;
      report(field, 'type ClusterIP has no node ports: remove `nodePort`, or set `type: NodePort`', {
        fixes: [
          { title: 'Remove `nodePort`', safe: false, edits: () => remove(field) },
          { title: 'Set `type: NodePort`', safe: false, edits: () => set(type, 'NodePort') },
        ],
      });
    }
  },
});
