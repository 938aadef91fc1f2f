import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { belongTogether } from '../../references/belonging.ts';
import type { ServiceBackend } from '../../references/ingress.ts';
import { isServicePort } from '../../references/ingress.ts';
import { hasOwner, mayBeElsewhere } from '../../references/makers.ts';
import { portsMayBePatched } from '../../references/patched.ts';
import type { ServicePort } from '../../references/ports.ts';
import { servicePorts } from '../../references/ports.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix, WorkspaceContext } from '../check.ts';
import { nearName } from '../nearName.ts';
import { portChoices } from '../services/portChoices.ts';
import { isPort } from '../../syntax/ports.ts';

type Context = Pick<WorkspaceContext, 'workspace' | 'slot' | 'report'>;

/** Reports a port that none of the Services of this name has. */
export function checkBackendPort(
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

/** A Service that is nowhere counts only where the Services of this object are kept, and not among samples. */
export function checkBackendService(
  { workspace, slot, report }: Context,
  backend: ServiceBackend,
  name: string,
  others: readonly Slot[],
): void {
  if (others.length === 0 || mayBeElsewhere(workspace, slot, name) || hasOwner(workspace, name)) return;
  // Add-ons of the cluster have no manifests here.
  if (slot.resource.namespace?.startsWith('kube-')) return;
  const near = nearName(backend.name, others, 'the Service of this name');
  if (!near?.isSlip && !belongTogether(workspace, slot, others)) return;
  const hint = near ? `did you mean "${near.name}"?` : 'correct the name, or add the Service';
  report(backend.name, `there is no Service "${name}" among these manifests: ${hint}`, {
    fixes: near?.fixes ?? [],
    related: near?.related ?? [],
  });
}
