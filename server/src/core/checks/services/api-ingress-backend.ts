import type { Field } from '../../manifest/field.ts';
import { backendsOf } from '../../references/ingress.ts';
import { isIngress } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'api-ingress-backend',
  title: 'A backend of an Ingress is one Service port or one resource',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: null,
  check({ resource, environment, report }) {
    if (!isIngress(resource) || resource.version !== 'v1') return;
    for (const backend of backendsOf(resource)) {
      const service = backend.at('service');
      const other = backend.at('resource');
      if (service.exists && other.exists) {
        report(backend, 'a backend is a `service` or a `resource`, not both: remove one', { at: other });
      } else if (service.isMap) {
        const [at, problem] = portProblem(service.at('port'), environment.partial) ?? [];
        if (at && problem) report(backend, problem, { at });
      } else if (!service.exists && !other.exists && !environment.partial && !isOld(backend)) {
        report(backend, 'a backend needs a `service` or a `resource`: add one');
      }
    }
  },
});

function portProblem(port: Field, partial: boolean): [Field, string] | undefined {
  const name = port.at('name');
  const hasNumber = Boolean(port.at('number').value);
  if (hasNumber && name.value)
    return [name, 'a port is given by `number` or by `name`, not both: remove one'];
  if (hasNumber || name.value || partial || (port.exists && !port.isMap)) return undefined;
  return [port, 'a backend needs the port of its Service: add `port.number` or `port.name`'];
}

/** Fields of the versions before v1 are unknown here, which the schema says. */
function isOld(backend: Field): boolean {
  return backend.at('serviceName').exists || backend.at('servicePort').exists;
}
