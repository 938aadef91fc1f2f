import type { Field } from '../../manifest/field.ts';
import { podTemplate } from '../../manifest/pods.ts';
import { isServicePort, serviceBackends, servicesNamed } from '../../references/ingress.ts';
import { isIngress, isService, POD_KINDS } from '../../references/objects.ts';
import type { ServicePort } from '../../references/ports.ts';
import { containerPorts, findPort, podPorts, servicePorts } from '../../references/ports.ts';
import { podsOf } from '../../references/selection.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { WorkspaceContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { isInternal, isRestricted } from './loadBalancer.ts';
import { SENSITIVE_PORTS } from './sensitivePorts.ts';

export default defineCheck({
  id: 'sensitive-port-exposed',
  title: 'Administration and data ports stay inside the cluster',
  category: 'services',
  severity: 'warning',
  scope: 'workspace',
  kinds: [...POD_KINDS, 'Ingress', 'Service'],
  on: 'object',
  fix: null,
  check(context) {
    const { resource } = context;
    if (isService(resource)) checkService(context);
    else if (isIngress(resource)) checkIngress(context);
    else checkPod(context);
  },
});

type Context = WorkspaceContext<Record<never, never>>;

function checkService({ target, workspace, slot, report }: Context): void {
  const type = target.at('spec', 'type').value;
  const open = type === 'LoadBalancer' && !isInternal(target) && !isRestricted(target);
  if (!open && type !== 'NodePort') return;
  for (const port of servicePorts(target)) {
    const [number, what] = sensitive(workspace, slot, port) ?? [];
    if (number === undefined) continue;
    const field = port.port === number ? port.field.at('port') : port.targetField;
    report(field, `type ${type} opens port ${number} (${what}) to the outside: keep it at ClusterIP`);
  }
}

function checkIngress({ resource, workspace, slot, report }: Context): void {
  for (const { name, port, target } of serviceBackends(resource)) {
    for (const service of servicesNamed(workspace, slot, name.string ?? '')) {
      const found = servicePorts(service.resource.root).find((one) => isServicePort(one, target));
      const [number, what] = (found && sensitive(workspace, service, found)) ?? [];
      if (!found || number === undefined) continue;
      report(port, `this Ingress opens port ${number} (${what}) to the outside: keep it inside the cluster`, {
        related: [
          { field: found.targetField, message: `Service ${name.string} sends to it`, origin: service },
        ],
      });
      break;
    }
  }
}

function checkPod({ pod, report }: Context): void {
  for (const { field, number } of (pod?.containers ?? []).flatMap(containerPorts)) {
    const hostPort: Field = field.at('hostPort');
    const what = SENSITIVE_PORTS.get(number ?? 0);
    const local = /^127\.|^::1$/.test(field.at('hostIP').string ?? '');
    if (!hostPort.number || what === undefined || local) continue;
    report(hostPort, `this hostPort opens port ${number} (${what}) on the node's addresses: leave it out`);
  }
}

/** The sensitive port that a Service's port is or leads to. */
function sensitive(
  workspace: Workspace,
  slot: Slot,
  { port, target, protocol }: ServicePort,
): [number, string] | undefined {
  const numbers = [typeof target === 'string' ? resolve(workspace, slot, target, protocol) : target, port];
  for (const number of numbers) {
    const what = SENSITIVE_PORTS.get(number ?? 0);
    if (number !== undefined && what !== undefined) return [number, what];
  }
  return undefined;
}

function resolve(workspace: Workspace, slot: Slot, name: string, protocol: string): number | undefined {
  for (const { resource } of podsOf(workspace, slot)) {
    const pod = podTemplate(resource);
    const port = pod && findPort(podPorts(pod), name, protocol);
    if (port) return port.number;
  }
  return undefined;
}
