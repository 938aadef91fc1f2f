import { addItem, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { placeholder } from '../../manifest/render.ts';
import type { ContainerPort } from '../../references/ports.ts';
import { containerPorts, mentions, podPorts, portOf, probePorts } from '../../references/ports.ts';
import { portChoices } from '../services/portChoices.ts';
import { isPort } from '../../syntax/ports.ts';
import { nearest } from '../config.ts';
import type { Fix, ObjectContext } from '../check.ts';

/**
 * Reports a probe of a port that its container does not declare. A name must be declared, or it means nothing. A number need not
 * be, as `containerPort` only informs: it counts where the container declares TCP ports, but not this one, no single neighbour in
 * the pod declares it, and its command line and environment do not speak of it. Even then most programs do listen there.
 */
export function checkProbePort(
  { target, pod, container, environment, report }: ObjectContext,
  probe: string,
): void {
  if (!container || !pod || environment.partial) return;
  const ports = containerPorts(container);
  const tcp = ports.filter(({ protocol }) => protocol === 'TCP');
  const name = container.name ?? '';
  for (const { probe: holder, field } of probePorts(target)) {
    if (holder !== probe) continue;
    const port = portOf(field);
    if (port === undefined || !isPort(port)) continue;
    if (typeof port === 'string') {
      const found = ports.find((one) => one.name === port);
      if (found && (found.protocol === 'TCP' || byNumber(tcp, found.number))) continue;
      const message = found
        ? `port "${port}" of container ${name} is ${found.protocol}, but probes connect by TCP`
        : `container ${name} declares no port "${port}", so this probe cannot work${declared(ports)}`;
      report(field, message, {
        related: relatedPorts(ports),
        fixes: found ? [] : nameFixes(field, target, port, tcp),
      });
    } else if (tcp.length > 0 && !field.parent?.at('host').exists) {
      const declaring = podPorts(pod).filter((one) => one.number === port && one.protocol === 'TCP');
      const known = byNumber(tcp, port) ?? (declaring.length === 1 ? declaring[0] : undefined);
      if (known || tcp.some(({ number }) => number === undefined) || mentions(target, port)) continue;
      report(field, `container ${name} does not declare port ${port}${declared(ports)}`, {
        severity: 'information',
        related: relatedPorts(ports),
        fixes: numberFixes(field, target, port, tcp),
      });
    }
  }
}

function byNumber(ports: readonly ContainerPort[], number: number | undefined): ContainerPort | undefined {
  return ports.find((port) => port.number === number);
}

function declared(ports: readonly ContainerPort[]): string {
  const list = ports.map(({ name, number }) => (name ? `${name} (${number})` : String(number)));
  return list.length > 0 ? `: it declares ${list.join(', ')}` : ': it declares none';
}

function relatedPorts(ports: readonly ContainerPort[]): { field: Field; message: string }[] {
  return ports.map(({ field, name, number }) => ({
    field: field.at('containerPort'),
    message: `port ${name ?? number} is declared here`,
  }));
}

function nameFixes(field: Field, container: Field, name: string, ports: readonly ContainerPort[]): Fix[] {
  const [only] = ports;
  const near = nearest(
    name,
    ports.flatMap((port) => port.name ?? []),
  );
  const choice = near ?? (ports.length === 1 ? only?.name : undefined);
  if (choice) return [{ title: `Change to \`${choice}\``, safe: true, edits: () => set(field, choice) }];
  if (only && ports.length === 1) {
    const title = `Name port ${only.number} \`${name}\``;
    return [{ title, safe: true, edits: () => set(only.field.at('name'), name) }];
  }
  const port = { name, containerPort: placeholder(8080, { hint: 'confirm the port' }) };
  return [
    { title: `Declare port \`${name}\``, safe: false, edits: () => addItem(container.at('ports'), port) },
  ];
}

/** Which of the numbers is wrong only the author knows. */
function numberFixes(field: Field, container: Field, port: number, ports: readonly ContainerPort[]): Fix[] {
  return [
    ...portChoices(port, ports).map((choice) => ({
      title: `Probe port ${choice}`,
      safe: false,
      edits: () => set(field, choice),
    })),
    {
      title: `Declare port ${port}`,
      safe: false,
      edits: () => addItem(container.at('ports'), { containerPort: port }),
    },
  ];
}
