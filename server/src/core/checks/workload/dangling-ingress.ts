import { serviceBackends, servicesBeside, servicesNamed } from '../../references/ingress.ts';
import { isIngress } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';
import { checkBackendPort, checkBackendService } from './backends.ts';

export default defineCheck({
  id: 'dangling-ingress',
  title: 'Ingresses send to Services and ports that exist',
  category: 'workload',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['Ingress'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['dangling-ingress'], 'kube-score': ['ingress-targets-service'] },
  check(context) {
    const { resource, workspace, slot } = context;
    if (!isIngress(resource)) return;
    for (const backend of serviceBackends(resource)) {
      const name = backend.name.string;
      // The AWS controller reads this as an action in an annotation, not as a port of a Service.
      if (!name || backend.target === 'use-annotation') continue;
      const services = servicesNamed(workspace, slot, name);
      if (services.length > 0) checkBackendPort(context, backend, services);
      else checkBackendService(context, backend, name, servicesBeside(workspace, slot));
    }
  },
});
