import { set } from '../../manifest/edit.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { podTemplate } from '../../manifest/pods.ts';
import { isService, titleOf } from '../../references/objects.ts';
import { portsMayBePatched } from '../../references/patched.ts';
import type { ContainerPort, ServicePort } from '../../references/ports.ts';
import {
  containerPorts,
  findPort,
  mentions,
  podPorts,
  runningContainers,
  servicePorts,
} from '../../references/ports.ts';
import { podsOf } from '../../references/selection.ts';
import type { Slot } from '../../workspace.ts';
import type { Fix, Related } from '../check.ts';
import { defineCheck } from '../check.ts';
import { portChoices } from './portChoices.ts';
import { isPortNumber, portNameProblem } from '../../syntax/ports.ts';

export default defineCheck({
  id: 'service-target-port-missing',
  title: 'Services send to ports that their pods declare',
  category: 'services',
  severity: 'warning',
  scope: 'workspace',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, workspace, slot, report }) {
    if (!isService(resource) || environment.partial || !workspace.isComplete(slot.uri)) return;
    const pods = podsOf(workspace, slot).flatMap((pod) => {
      const template = podTemplate(pod.resource);
      return template && runningContainers(template).length > 0 ? [{ slot: pod, template }] : [];
    });
    if (pods.length === 0) return;
    const headless = target.at('spec', 'clusterIP').value === 'None';
    const ports = servicePorts(target);
    const count = ports.length;
    const missing = ports.filter((port) => isMissing(port, pods, headless));
    if (missing.length === 0) return;
    if (pods.some((pod) => workspace.isPartial(pod.slot) || portsMayBePatched(workspace, pod.slot.uri)))
      return;
    const declared = pods.flatMap((pod) => podPorts(pod.template).map((port) => ({ slot: pod.slot, port })));
    for (const port of missing) {
      report(
        port.targetField,
        message(
          port,
          declared.map((one) => one.port),
        ),
        {
          // Who declares the others may have left out this one.
          ...(typeof port.target === 'number' && missing.length < count ? { severity: 'information' } : {}),
          related: declared.map((one) => relatedPort(one.slot, one.port, slot)),
          fixes: fixes(
            port,
            declared.map((one) => one.port),
          ),
        },
      );
    }
  },
});

/** Ports of sidecars that Istio and Linkerd put into pods on their way in. */
const INJECTED = new Set<number | string>([
  15020,
  15021,
  15090,
  4143,
  4191,
  'http-envoy-prom',
  'linkerd-admin',
]);

/** A name must be declared by one of the pods; a number only counts as missing where every container says what it listens to. */
function isMissing(
  { target, protocol }: ServicePort,
  pods: readonly { template: PodTemplate }[],
  headless: boolean,
): boolean {
  if (
    target === undefined ||
    INJECTED.has(target) ||
    pods.some(({ template }) => findPort(podPorts(template), target, protocol))
  )
    return false;
  if (typeof target === 'string') return portNameProblem(target) === undefined;
  if (headless || !isPortNumber(target)) return false;
  return pods
    .flatMap(({ template }) => runningContainers(template))
    .every((container) => {
      const ports = containerPorts(container);
      return (
        ports.length > 0 &&
        ports.every(({ number }) => number !== undefined) &&
        !mentions(container.field, target)
      );
    });
}

function message({ target, protocol, field }: ServicePort, declared: readonly ContainerPort[]): string {
  const list = [
    ...new Set(declared.map(({ name, number }) => (name ? `${name} (${number})` : String(number)))),
  ];
  const have = list.length > 0 ? `they declare ${list.join(', ')}` : 'they declare none';
  if (typeof target === 'string') {
    const other = declared.find(({ name }) => name === target);
    if (other)
      return `port "${target}" of the selected pods is ${other.protocol}, but this port of the Service is ${protocol}`;
    return `no selected pod has a port "${target}": ${have}`;
  }
  if (field.at('targetPort').exists) return `no selected pod declares port ${target}: ${have}`;
  return `without \`targetPort\` this goes to port ${target} of the pods, which do not declare it: ${have}`;
}

function relatedPort(slot: Slot, { field, name, number }: ContainerPort, service: Slot): Related {
  const place = {
    field: field.at('containerPort'),
    message: `${titleOf(slot.resource)} declares port ${name ?? number}`,
  };
  return slot.uri === service.uri && slot.start === service.start ? place : { ...place, origin: slot };
}

function fixes({ field, name, target, protocol }: ServicePort, declared: readonly ContainerPort[]): Fix[] {
  const fitting = declared.filter((port) => port.protocol === protocol);
  return portChoices(target ?? 0, fitting, name).map((choice) => ({
    title: `Send to port \`${choice}\``,
    safe: false,
    edits: () => set(field.at('targetPort'), choice),
  }));
}
