import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { ServiceBackend } from '../../references/ingress.ts';
import { isServicePort, serviceBackends, servicesBeside, servicesNamed } from '../../references/ingress.ts';
import { isIngress } from '../../references/objects.ts';
import { portsMayBePatched } from '../../references/patched.ts';
import type { ServicePort } from '../../references/ports.ts';
import { servicePorts } from '../../references/ports.ts';
import { createsServices } from '../../references/serviceMakers.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix, WorkspaceContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { nearest } from '../config.ts';
import { portChoices } from '../services/portChoices.ts';
import { isPort } from '../../syntax/ports.ts';

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
      if (services.length > 0) checkPort(context, backend, services);
      else checkService(context, backend, name);
    }
  },
});

type Context = WorkspaceContext<Record<never, never>>;

function checkPort(
  { workspace, report }: Context,
  { port, target, name }: ServiceBackend,
  services: readonly Slot[],
): void {
  const ports = services.flatMap((slot) =>
    servicePorts(slot.resource.root).map((one) => ({ slot, port: one })),
  );
  if (target === undefined || !isPort(target) || ports.length === 0) return;
  if (ports.some((one) => isServicePort(one.port, target))) return;
  const unknown = services.some(
    (slot) =>
      slot.resource.root.at('spec', 'type').value === 'ExternalName' ||
      workspace.isPartial(slot) ||
      portsMayBePatched(workspace, slot.uri),
  );
  if (unknown) return;
  const list = ports.map((one) =>
    one.port.name ? `${one.port.name} (${one.port.port})` : String(one.port.port),
  );
  const what = typeof target === 'number' ? `port ${target}` : `port "${target}"`;
  report(port, `Service ${name.string} has no ${what}: it has ${[...new Set(list)].join(', ')}`, {
    related: ports.map((one) => ({
      field: one.port.field.at('port'),
      message: `Service ${name.string} has this port`,
      origin: one.slot,
    })),
    fixes: portFixes(
      port,
      target,
      ports.map((one) => one.port),
    ),
  });
}

/** A name stands in another field than a number, so it is answered by names only. */
function portFixes(field: Field, target: number | string, ports: readonly ServicePort[]): Fix[] {
  const fitting = typeof target === 'string' ? ports.filter(({ name }) => name !== undefined) : ports;
  const candidates = fitting.map(({ name, port }) => ({ name, number: port }));
  return portChoices(target, candidates).map((choice) => ({
    title: `Change to \`${choice}\``,
    safe: false,
    edits: () => set(field, choice),
  }));
}

/** A Service that is nowhere counts only where the Services of this Ingress are kept: beside it or in its Kustomize roots. */
function checkService({ workspace, slot, report }: Context, backend: ServiceBackend, name: string): void {
  if (!workspace.isComplete(slot.uri)) return;
  const others = servicesBeside(workspace, slot);
  if (others.length === 0 || createsServices(workspace, name)) return;
  const near = nearest(
    name,
    others.flatMap(({ resource }) => resource.name ?? []),
  );
  const fixes: Fix[] = near
    ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(backend.name, near) }]
    : [];
  const hint = near ? `did you mean "${near}"?` : 'correct the name, or add the Service';
  report(backend.name, `there is no Service "${name}" among these manifests: ${hint}`, { fixes });
}
