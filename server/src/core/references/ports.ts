import type { Field } from '../manifest/field.ts';
import type { Container, PodTemplate } from '../manifest/pods.ts';

/** A port that a container declares. */
export interface ContainerPort {
  readonly field: Field;
  readonly number: number | undefined;
  readonly name: string | undefined;
  readonly protocol: string;
  readonly container: Container;
}

/** A port of a Service, with what is left out filled in as the API server does. */
export interface ServicePort {
  readonly field: Field;
  /** What clients use. */
  readonly port: number | undefined;
  readonly name: string | undefined;
  readonly protocol: string;
  /** Number or name at the pods; `port` where it is absent, 0 or empty. */
  readonly target: number | string | undefined;
  /** Where the target is written: `targetPort`, or `port` where that is absent. */
  readonly targetField: Field;
}

/** A port that a probe or a hook of a container connects to. */
export interface ProbePort {
  /** `livenessProbe`, `readinessProbe`, `startupProbe`, `postStart` or `preStop`. */
  readonly probe: string;
  readonly handler: string;
  readonly field: Field;
}

const declared = new WeakMap<Container, readonly ContainerPort[]>();

/** The ports that a container declares; computed once per container. */
export function containerPorts(container: Container): readonly ContainerPort[] {
  let ports = declared.get(container);
  if (!ports) {
    ports = container.field
      .at('ports')
      .items()
      .map((field) => ({
        field,
        number: field.at('containerPort').number,
        name: field.at('name').string || undefined,
        protocol: protocolOf(field),
        container,
      }));
    declared.set(container, ports);
  }
  return ports;
}

/** The ports of all containers that run side by side, ephemeral ones aside. */
export function podPorts(pod: PodTemplate): ContainerPort[] {
  return runningContainers(pod).flatMap(containerPorts);
}

/** Containers that may serve: what runs to its end before the others start does not. */
export function runningContainers(pod: PodTemplate): Container[] {
  return pod.containers.filter(({ role }) => role === 'app' || role === 'sidecar');
}

/** The declared port that a number or name means to a protocol; a name counts only with its protocol. */
export function findPort(
  ports: readonly ContainerPort[],
  target: number | string,
  protocol = 'TCP',
): ContainerPort | undefined {
  return ports.find(
    (port) => port.protocol === protocol && (typeof target === 'number' ? port.number : port.name) === target,
  );
}

/** The ports of a Service. */
export function servicePorts(service: Field): ServicePort[] {
  return service
    .at('spec', 'ports')
    .items()
    .map((field) => {
      const port = field.at('port').number;
      const written = portOf(field.at('targetPort'));
      const defaulted = written === undefined && !field.at('targetPort').exists;
      return {
        field,
        port,
        name: field.at('name').string || undefined,
        protocol: protocolOf(field),
        target: defaulted || written === 0 || written === '' ? port : written,
        targetField: defaulted ? field.at('port') : field.at('targetPort'),
      };
    });
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['httpGet', 'tcpSocket', 'grpc'];

/** The ports of a container's probes and hooks, where they are written. */
export function probePorts(container: Field): ProbePort[] {
  const holders = [
    ...PROBES.map((probe) => [probe, container.at(probe)] as const),
    ...['postStart', 'preStop'].map((hook) => [hook, container.at('lifecycle', hook)] as const),
  ];
  return holders.flatMap(([probe, holder]) =>
    HANDLERS.map((handler) => ({ probe, handler, field: holder.at(handler, 'port') })).filter(
      ({ field }) => field.exists,
    ),
  );
}

/** A port as number or name; `undefined` for anything else. */
export function portOf(field: Field): number | string | undefined {
  return field.number ?? field.string;
}

function protocolOf(field: Field): string {
  return field.at('protocol').string ?? 'TCP';
}

/**
 * Whether a container is told of a number by its command, arguments or environment: then its author chose the port on purpose.
 */
export function mentions(container: Field, number: number): boolean {
  const pattern = new RegExp(`(?<![\\d.])${number}(?!\\d|\\.\\d)`);
  const texts = [...container.at('command').items(), ...container.at('args').items()];
  for (const item of container.at('env').items()) texts.push(item.at('value'));
  return texts.some((field) => pattern.test(field.written ?? ''));
}
