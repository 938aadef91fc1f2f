import type { Field } from '../manifest/field.ts';
import { set } from '../manifest/edit.ts';
import type { Container } from '../manifest/pods.ts';
import { podTemplate } from '../manifest/pods.ts';
import type { Span, TextEdit } from '../text.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { ImageBuild } from './builds.ts';
import { buildOf, builtFrom } from './builds.ts';
import { backendsFor, isServicePort } from './ingress.ts';
import { policiesOnlyOf, policyPorts } from './networkPolicies.ts';
import { titleOf } from './objects.ts';
import { portsMayBePatched } from './patched.ts';
import type { ServicePort } from './ports.ts';
import { containerPorts, findPort, probePorts, runningContainers, servicePorts } from './ports.ts';
import { podsOf, servicesOf } from './selection.ts';

/** A place that speaks of the port of a chain. */
export interface PortPlace {
  readonly uri: string;
  /** Counted from the start of the file. */
  readonly span: Span;
  /** What stands there, such as `containerPort of container web in Deployment web`. */
  readonly what: string;
  /** The edits that set it to a port, counted from the start of the file; none where it need not change: a name, a Service's own port. */
  readonly edits: (port: number) => readonly TextEdit[];
}

/**
 * All places that provably speak of the same port of the same program, from the Dockerfile to the Ingress.
 */
export interface PortChain {
  readonly port: number;
  readonly places: readonly PortPlace[];
}

/** Follows a port from place to place. It takes in a place only if it cannot mean another port. */
export class ChainBuilder {
  readonly #workspace: Workspace;
  readonly #port: number;
  readonly #protocol: string;
  readonly #places = new Map<string, PortPlace>();
  readonly #seen = new Set<string>();
  #proven = true;

  constructor(workspace: Workspace, port: number, protocol = 'TCP') {
    this.#workspace = workspace;
    this.#port = port;
    this.#protocol = protocol;
  }

  /** The chain, if there is more than one place, and no patch may have the last word. */
  chain(): PortChain | undefined {
    const places = [...this.#places.values()].toSorted(
      (a, b) => a.uri.localeCompare(b.uri) || a.span.start - b.span.start,
    );
    return this.#proven && places.length > 1 ? { port: this.#port, places } : undefined;
  }

  container(slot: Slot, container: Container): this {
    if (!this.#enter(slot, container.field.path)) return this;
    const { field } = container;
    const of = `of container ${container.name ?? ''} in ${titleOf(slot.resource)}`;
    const number = (place: Field, what: string): void => this.#number(slot, place, `${what} ${of}`);
    const hostNetwork = podTemplate(slot.resource)?.spec.at('hostNetwork').value === true;
    for (const port of containerPorts(container)) {
      if (port.number !== this.#port || port.protocol !== this.#protocol) continue;
      number(port.field.at('containerPort'), 'containerPort');
      if (hostNetwork) number(port.field.at('hostPort'), 'hostPort');
    }
    if (this.#protocol === 'TCP') {
      for (const { probe, field: place } of probePorts(field)) {
        if (place.parent?.at('host').exists) continue; // another machine
        const named = findPort(containerPorts(container), place.string ?? '')?.number === this.#port;
        if (named) this.#add(slot.uri, shift(place.span, slot), `${probe} port ${of}`);
        else number(place, `${probe} port`);
      }
      for (const variable of field.at('env').items()) {
        if (variable.at('name').value === 'PORT') number(variable.at('value'), 'environment variable PORT');
      }
    }
    this.#besides(slot);
    const image = field.at('image').string;
    const build = image === undefined ? undefined : buildOf(this.#workspace, image, slot.uri);
    if (build) this.dockerfile(build);
    for (const service of servicesOf(this.#workspace, slot)) this.#servicePorts(service, slot);
    return this;
  }

  /** What else speaks of the ports of a workload's pods: NetworkPolicies of its own, and where Prometheus asks for metrics. */
  #besides(slot: Slot): void {
    if (this.#protocol === 'TCP') {
      const annotation = podTemplate(slot.resource)?.metadata.at('annotations', 'prometheus.io/port');
      if (annotation) this.#number(slot, annotation, `annotation of ${titleOf(slot.resource)}`);
    }
    for (const policy of policiesOnlyOf(this.#workspace, slot)) {
      for (const entry of policyPorts(policy.resource, ['ingress'])) {
        if ((entry.at('protocol').string ?? 'TCP') !== this.#protocol || entry.at('endPort').exists) continue;
        this.#number(policy, entry.at('port'), `port of ${titleOf(policy.resource)}`);
      }
    }
  }

  dockerfile({ file, ports }: ImageBuild): this {
    const env = ports.env && this.#protocol === 'TCP' ? [{ port: ports.env, what: 'ENV PORT' }] : [];
    const exposed = ports.exposed.filter(({ protocol }) => protocol === this.#protocol);
    const places = [...env, ...exposed.map((port) => ({ port, what: 'EXPOSE' }))].filter(
      ({ port }) => port.number === this.#port,
    );
    if (places.length === 0) return this;
    for (const { port, what } of places) {
      const span = port.numberSpan;
      if (span)
        this.#add(file.uri, span, `${what} in the Dockerfile`, (to) => [{ ...span, text: String(to) }]);
      else this.#proven = false; // a range
      if (span && port.span.start !== span.start) this.#add(file.uri, port.span, `${what} in the Dockerfile`);
    }
    if (this.#seen.has(file.uri)) return this;
    this.#seen.add(file.uri);
    for (const { slot, container } of builtFrom(this.#workspace, file.uri)) this.container(slot, container);
    return this;
  }

  /** A port of a Service, with all containers and Ingresses behind and before it. */
  service(slot: Slot, port: ServicePort): this {
    if (!this.#enter(slot, port.field.path)) return this;
    const title = titleOf(slot.resource);
    const target = port.field.at('targetPort');
    if (typeof port.target === 'string')
      this.#add(slot.uri, shift(target.span, slot), `targetPort of ${title}`);
    else {
      this.#add(slot.uri, shift(port.targetField.span, slot), `targetPort of ${title}`, (to) =>
        moved(set(target, to), slot),
      );
    }
    if (port.targetField === target || port.field.at('port').span.start !== port.targetField.span.start) {
      this.#add(slot.uri, shift(port.field.at('port').span, slot), `port of ${title}`);
    }
    this.#ingresses(slot, port);
    for (const pod of podsOf(this.#workspace, slot)) {
      const containers = this.#serving(pod, port);
      if (containers.length === 0 && this.#mayServe(pod)) this.#proven = false;
      for (const container of containers) this.container(pod, container);
    }
    return this;
  }

  /** The ports of a Service that mean this port at a workload's pods. */
  #servicePorts(service: Slot, pod: Slot): void {
    for (const port of servicePorts(service.resource.root)) {
      if (port.protocol === this.#protocol && this.#serving(pod, port).length > 0)
        this.service(service, port);
    }
  }

  /** The containers of a workload that a Service's port means, if it means this port there. */
  #serving(pod: Slot, { target, protocol }: ServicePort): Container[] {
    const template = podTemplate(pod.resource);
    if (!template || target === undefined || protocol !== this.#protocol) return [];
    const running = runningContainers(template);
    const declaring = running.filter(
      (container) => findPort(containerPorts(container), target, protocol)?.number === this.#port,
    );
    if (declaring.length > 0 || target !== this.#port) return declaring;
    const [only] = running;
    return only && running.length === 1 && containerPorts(only).length === 0 ? [only] : [];
  }

  /** Pods that declare no port at all may serve any. */
  #mayServe({ resource }: Slot): boolean {
    const template = podTemplate(resource);
    return (
      template !== undefined &&
      runningContainers(template).every((container) => containerPorts(container).length === 0)
    );
  }

  #ingresses(service: Slot, port: ServicePort): void {
    for (const { slot, backend } of backendsFor(this.#workspace, service)) {
      if (!isServicePort(port, backend.target)) continue;
      this.#add(slot.uri, shift(backend.port.span, slot), `backend port of ${titleOf(slot.resource)}`);
    }
  }

  /** A place that holds the number itself. */
  #number(slot: Slot, field: Field, what: string): void {
    const text = typeof field.value === 'string';
    if (field.value !== (text ? String(this.#port) : this.#port)) return;
    this.#add(slot.uri, shift(field.span, slot), what, (to) =>
      moved(set(field, text ? String(to) : to), slot),
    );
  }

  #add(uri: string, span: Span, what: string, edits: PortPlace['edits'] = () => []): void {
    const key = `${uri}#${span.start}`;
    if (!this.#places.has(key)) this.#places.set(key, { uri, span, what, edits });
  }

  #enter(slot: Slot, path: string): boolean {
    const key = `${slot.uri}#${slot.start}#${path}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    if (this.#workspace.isPartial(slot) || portsMayBePatched(this.#workspace, slot.uri)) this.#proven = false;
    return true;
  }
}

function shift({ start, end }: Span, slot: Slot): Span {
  return { start: start + slot.start, end: end + slot.start };
}

function moved(edits: readonly TextEdit[], slot: Slot): TextEdit[] {
  return edits.map((edit) => ({ ...edit, start: edit.start + slot.start, end: edit.end + slot.start }));
}
