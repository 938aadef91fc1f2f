import type { FileEdits } from '../checks/fix.ts';
import type { Field } from '../manifest/field.ts';
import { podTemplate } from '../manifest/pods.ts';
import { buildsFrom } from '../references/builds.ts';
import { isServicePort, serviceBackends, servicesNamed } from '../references/ingress.ts';
import { isIngress, isService } from '../references/objects.ts';
import type { PortChain } from '../references/portChain.ts';
import { ChainBuilder } from '../references/portChain.ts';
import type { ServicePort } from '../references/ports.ts';
import { containerPorts, findPort, podPorts, portOf, probePorts, servicePorts } from '../references/ports.ts';
import { podsOf } from '../references/selection.ts';
import type { TextEdit } from '../text.ts';
import type { Slot, Workspace } from '../workspace.ts';

/**
 * The port under the cursor with every place that provably speaks of it, in manifests and Dockerfiles. `undefined` where there
 * is no port, or nothing else goes with it.
 */
export function portChainAt(workspace: Workspace, uri: string, offset: number): PortChain | undefined {
  if (!workspace.file(uri)) return dockerfileChain(workspace, uri, offset);
  for (const slot of workspace.slots(uri)) {
    const at = offset - slot.start;
    if (at < 0 || at > slot.document.text.length) continue;
    const chain =
      podChain(workspace, slot, at) ?? serviceChain(workspace, slot, at) ?? ingressChain(workspace, slot, at);
    if (chain) return chain;
  }
  return undefined;
}

/** The edits, counted from the start of each file, that set every place of a chain to another port. */
export function changePortEdits(chain: PortChain, port: number): FileEdits {
  const files = new Map<string, TextEdit[]>();
  for (const place of chain.places) {
    const edits = place.edits(port);
    if (edits.length > 0) files.set(place.uri, [...(files.get(place.uri) ?? []), ...edits]);
  }
  return files;
}

function dockerfileChain(workspace: Workspace, uri: string, offset: number): PortChain | undefined {
  for (const build of buildsFrom(workspace, uri)) {
    const { exposed, env } = build.ports;
    const port = [...exposed, ...(env ? [env] : [])].find(
      ({ span, numberSpan }) => numberSpan && (within(span, offset) || within(numberSpan, offset)),
    );
    if (port) return new ChainBuilder(workspace, port.number, port.protocol).dockerfile(build).chain();
  }
  return undefined;
}

function podChain(workspace: Workspace, slot: Slot, at: number): PortChain | undefined {
  for (const container of podTemplate(slot.resource)?.containers ?? []) {
    const { field } = container;
    const ports = containerPorts(container);
    const start = (port: number, protocol?: string): PortChain | undefined =>
      new ChainBuilder(workspace, port, protocol).container(slot, container).chain();
    for (const port of ports) {
      const here = ['containerPort', 'name', 'hostPort'].some((key) => isAt(port.field.at(key), at));
      if (here && port.number !== undefined) return start(port.number, port.protocol);
    }
    for (const probe of probePorts(field)) {
      const target = portOf(probe.field) ?? '';
      const port = typeof target === 'number' ? target : findPort(ports, target)?.number;
      if (port !== undefined && isAt(probe.field, at)) return start(port);
    }
    for (const variable of field.at('env').items()) {
      const value = variable.at('value');
      if (variable.at('name').value === 'PORT' && isAt(value, at) && /^\d+$/.test(value.written ?? '')) {
        return start(Number(value.written));
      }
    }
  }
  return undefined;
}

function serviceChain(workspace: Workspace, slot: Slot, at: number): PortChain | undefined {
  if (!isService(slot.resource)) return undefined;
  const port = servicePorts(slot.resource.root).find(({ field }) =>
    ['port', 'targetPort', 'name'].some((key) => isAt(field.at(key), at)),
  );
  return port && servicePortChain(workspace, slot, port);
}

function ingressChain(workspace: Workspace, slot: Slot, at: number): PortChain | undefined {
  if (!isIngress(slot.resource)) return undefined;
  const backend = serviceBackends(slot.resource).find(({ port }) => isAt(port, at));
  for (const service of backend ? servicesNamed(workspace, slot, backend.name.string ?? '') : []) {
    const port = servicePorts(service.resource.root).find((one) => isServicePort(one, backend?.target));
    if (port) return servicePortChain(workspace, service, port);
  }
  return undefined;
}

/** A target that is a name may mean different numbers at different pods: then it is no chain. */
function servicePortChain(workspace: Workspace, slot: Slot, port: ServicePort): PortChain | undefined {
  const { target, protocol } = port;
  if (target === undefined) return undefined;
  const numbers = new Set(
    typeof target === 'number'
      ? [target]
      : podsOf(workspace, slot).flatMap(({ resource }) => {
          const template = podTemplate(resource);
          return (template && findPort(podPorts(template), target, protocol)?.number) ?? [];
        }),
  );
  const [number] = numbers;
  if (number === undefined || numbers.size > 1) return undefined;
  return new ChainBuilder(workspace, number, protocol).service(slot, port).chain();
}

function isAt(field: Field, at: number): boolean {
  return (
    field.exists && (within(field.span, at) || (field.keySpan !== undefined && within(field.keySpan, at)))
  );
}

function within({ start, end }: { start: number; end: number }, offset: number): boolean {
  return start <= offset && offset <= end;
}
