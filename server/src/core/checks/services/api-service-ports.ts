import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-service-ports',
  title: 'Services have ports',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: null,
  check({ target, resource, environment, report }) {
    const spec = target.at('spec');
    const ports = spec.at('ports');
    if (
      !isService(resource) ||
      environment.partial ||
      ports.items().length > 0 ||
      (ports.exists && !ports.isSeq)
    )
      return;
    if (spec.at('clusterIP').value === 'None' || spec.at('type').value === 'ExternalName') return;
    report(
      ports,
      'a Service needs at least one port, unless it is headless (`clusterIP: None`): add `ports`',
      spec.isMap ? {} : { at: target.at('kind') },
    );
  },
});
