import { inReach } from '../../references/beside.ts';
import { allNamed } from '../../references/lookup.ts';
import { isService } from '../../references/objects.ts';
import { allServicesBeside, servicesBeside, servicesNamed } from '../../references/ingress.ts';
import { ROUTE_KINDS, routeBackends } from '../../references/routes.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import { defineCheck } from '../check.ts';
import { isFilledIn } from '../../syntax/names.ts';
import { checkBackendPort, checkBackendService } from './backends.ts';

export default defineCheck({
  id: 'dangling-gateway-backend',
  title: 'Routes of the Gateway API send to Services and ports that exist',
  category: 'workload',
  severity: 'information',
  scope: 'workspace',
  kinds: ROUTE_KINDS,
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { resource, environment, workspace, slot } = context;
    if (environment.partial) return;
    for (const backend of routeBackends(resource)) {
      const name = backend.name.string;
      if (!name || isFilledIn(name)) continue;
      const { namespace } = backend;
      const services =
        namespace === undefined
          ? servicesNamed(workspace, slot, name)
          : servicesIn(workspace, slot, name, namespace);
      if (services.length > 0) checkBackendPort(context, backend, services);
      else checkBackendService(context, backend, name, servicesKept(workspace, slot, namespace));
    }
  },
});

/** The Services of a name in another namespace. One whose namespace is left open may be there. */
function servicesIn(workspace: Workspace, slot: Slot, name: string, namespace: string): Slot[] {
  return allNamed(workspace, 'Service', name).filter(
    (one) => isService(one.resource) && isIn(one.resource, namespace) && workspace.reaches(slot, one),
  );
}

function servicesKept(workspace: Workspace, slot: Slot, namespace: string | undefined): readonly Slot[] {
  if (namespace === undefined) return servicesBeside(workspace, slot);
  return inReach(workspace, slot, allServicesBeside(workspace, slot), (one) => isIn(one, namespace));
}

function isIn(resource: Resource, namespace: string): boolean {
  return resource.namespace === undefined || resource.namespace === namespace;
}
