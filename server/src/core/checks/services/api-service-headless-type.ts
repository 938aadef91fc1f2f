import { remove } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-headless-type',
  title: 'A Service that is reached from outside is not headless',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    if (!isService(resource)) return;
    const spec = target.at('spec');
    const type = spec.at('type');
    const [one, several] = [spec.at('clusterIP'), spec.at('clusterIPs', 0)];
    const field = several.exists ? several : one;
    if (field.value !== 'None' || !['NodePort', 'LoadBalancer'].includes(type.string ?? '')) return;
    report(
      several,
      `a headless Service (\`clusterIP: None\`) cannot have the type ${type.string}: remove one of the two`,
      {
        at: field,
        related: [{ field: type, message: 'the type' }],
        fixes: [
          { title: 'Remove `type`', safe: false, edits: () => remove(type) },
          ...(several.exists ? [] : [{ title: 'Remove `clusterIP`', safe: false, edits: () => remove(one) }]),
        ],
      },
    );
  },
});
