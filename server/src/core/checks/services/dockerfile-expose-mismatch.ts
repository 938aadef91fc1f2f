import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Container, PodTemplate } from '../../manifest/pods.ts';
import { podTemplate } from '../../manifest/pods.ts';
import type { ImageBuild } from '../../references/builds.ts';
import type { DockerfilePort } from '../../references/dockerfile.ts';
import { isService, POD_KINDS } from '../../references/objects.ts';
import type { PortChain } from '../../references/portChain.ts';
import { ChainBuilder } from '../../references/portChain.ts';
import {
  containerPorts,
  mentions,
  probePorts,
  runningContainers,
  servicePorts,
} from '../../references/ports.ts';
import { podsOf } from '../../references/selection.ts';
import type { Slot, Workspace } from '../../workspace.ts';
import type { Edit, Fix, RelatedPlace, WorkspaceContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { knownBuild } from './knownBuild.ts';
import { isPortNumber } from '../../syntax/ports.ts';

export default defineCheck({
  id: 'dockerfile-expose-mismatch',
  title: "Ports are those that the image's Dockerfile exposes",
  category: 'services',
  severity: 'information',
  scope: 'workspace',
  kinds: [...POD_KINDS, 'Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check(context) {
    const { workspace, slot, pod } = context;
    if (workspace.dockerfiles()[Symbol.iterator]().next().done) return;
    if (pod) for (const container of runningContainers(pod)) checkContainer(context, container);
    else if (isService(slot.resource)) checkService(context);
  },
});

type Context = WorkspaceContext<Record<never, never>>;

/** The declared ports, or where there are none, the numbers that probes ask for: is none of them exposed? */
function checkContainer({ workspace, slot, report }: Context, container: Container): void {
  const build = knownBuild(workspace, slot, container);
  if (!build) return;
  const places = placesOf(container);
  const { exposed } = build.ports;
  if (places.some(({ number }) => exposed.some((one) => one.number === number))) {
    reportVariable(report, container, build);
    return;
  }
  const seen = new Set<number>();
  for (const { what, field, number, protocol } of places) {
    const others = exposed.filter((one) => one.protocol === protocol);
    // There cannot be more mistaken ports than exposed ones: what is beyond them is another port of the program.
    if (number === undefined || !isPortNumber(number) || seen.has(number) || seen.size >= others.length)
      continue;
    if (mentions(container.field, number)) continue;
    seen.add(number);
    const start = { slot, container, field, from: number };
    report(field, `${what} is ${number}, but the image's Dockerfile exposes ${numbers(others)}`, {
      related: [
        ...others.map((port) => relatedExpose(build, port)),
        ...otherPlaces(chainOf(workspace, start, others), slot, field),
      ],
      fixes: fixes(workspace, start, others),
    });
  }
}

/** The port is declared as it is exposed, but the program is told to listen to another one that nothing else speaks of. */
function reportVariable(report: Context['report'], container: Container, build: ImageBuild): void {
  const variables = container.field.at('env').items();
  const field = variables.find((one) => one.at('name').value === 'PORT')?.at('value');
  const told = Number(field?.written);
  const exposed = build.ports.exposed.filter(({ protocol }) => protocol === 'TCP');
  const ports = containerPorts(container);
  const known = [
    ...exposed.map(({ number }) => number),
    ...ports.map(({ number }) => number),
    ...probePorts(container.field).map((probe) => probe.field.number),
  ];
  const [only, ...others] = exposed;
  if (!field || !only || others.length > 0 || !isPortNumber(told) || known.includes(told)) return;
  const declared = ports.filter(({ number }) => number === only.number);
  report(field, `PORT is ${told}, but the image's Dockerfile exposes ${only.number}`, {
    related: [
      relatedExpose(build, only),
      ...declared.map((port) => ({
        field: port.field.at('containerPort'),
        message: `containerPort is ${only.number} here`,
      })),
    ],
    fixes: [
      { title: `Set PORT to ${only.number}`, safe: false, edits: () => set(field, String(only.number)) },
    ],
  });
}

interface Place {
  readonly what: string;
  readonly field: Field;
  readonly number: number | undefined;
  readonly protocol: string;
}

function placesOf(container: Container): Place[] {
  const ports = containerPorts(container);
  if (ports.length === 0) {
    return probePorts(container.field).map(({ probe, field }) => ({
      what: `the port of ${probe}`,
      field,
      number: field.number,
      protocol: 'TCP',
    }));
  }
  return ports
    .filter(({ name }) => !BESIDES.test(name ?? ''))
    .map(({ field, number, protocol }) => ({
      what: 'containerPort',
      field: field.at('containerPort'),
      number,
      protocol,
    }));
}

/** Names of ports that programs offer besides what they are for, and Dockerfiles seldom expose. */
const BESIDES = /admin|debug|health|metric|pprof|probe|prom/;

/** A Service's number is compared where its pods are a single container that declares nothing. */
function checkService({ workspace, slot, report }: Context): void {
  for (const pod of podsOf(workspace, slot)) {
    const container = onlyContainer(podTemplate(pod.resource));
    const build = container && knownBuild(workspace, pod, container);
    if (!build || probePorts(container.field).some(({ field }) => field.number !== undefined)) continue;
    for (const { field, target, targetField, protocol } of servicePorts(slot.resource.root)) {
      const exposed = build.ports.exposed.filter((one) => one.protocol === protocol);
      if (
        typeof target !== 'number' ||
        exposed.length === 0 ||
        exposed.some(({ number }) => number === target)
      )
        continue;
      if (!isPortNumber(target) || mentions(container.field, target)) continue;
      const start = { slot: pod, container, field: field.at('targetPort'), from: target };
      const chain = chainOf(workspace, start, exposed);
      report(
        targetField,
        `this sends to port ${target}, but the image's Dockerfile exposes ${numbers(exposed)}`,
        {
          related: [
            ...exposed.map((port) => relatedExpose(build, port)),
            ...otherPlaces(chain, slot, targetField),
          ],
          fixes: fixes(workspace, start, exposed),
        },
      );
    }
  }
}

function onlyContainer(pod: PodTemplate | undefined): Container | undefined {
  const running = pod ? runningContainers(pod) : [];
  return running.length === 1 && running[0] && containerPorts(running[0]).length === 0
    ? running[0]
    : undefined;
}

function numbers(exposed: readonly DockerfilePort[]): string {
  const all = [...new Set(exposed.map(({ number }) => number))];
  return all.length > 3 ? `${all.slice(0, 3).join(', ')} and others` : all.join(' and ');
}

function relatedExpose({ file }: ImageBuild, { number, span }: DockerfilePort): RelatedPlace {
  return { span, message: `the Dockerfile exposes ${number} here`, origin: { uri: file.uri, start: 0 } };
}

interface Start {
  readonly slot: Slot;
  readonly container: Container;
  /** What is set where nothing else provably goes with it. */
  readonly field: Field;
  readonly from: number;
}

function chainOf(
  workspace: Workspace,
  { slot, container, from }: Start,
  exposed: readonly DockerfilePort[],
): PortChain | undefined {
  return new ChainBuilder(workspace, from, exposed[0]?.protocol).container(slot, container).chain();
}

/** The places of a chain but the reported one. */
function otherPlaces(chain: PortChain | undefined, { uri, start }: Slot, { span }: Field): RelatedPlace[] {
  const others =
    chain?.places.filter((place) => place.uri !== uri || place.span.start !== start + span.start) ?? [];
  return others
    .filter((place) => place.edits(1).length > 0)
    .map((place) => ({
      span: place.span,
      message: `${place.what} goes with it`,
      origin: { uri: place.uri, start: 0 },
    }));
}

function fixes(workspace: Workspace, start: Start, exposed: readonly DockerfilePort[]): Fix[] {
  const choices = [...new Set(exposed.map(({ number }) => number))].slice(0, 3);
  return choices.map((to) => ({
    title: `Use port ${to} at every place of this port`,
    safe: false,
    edits: () => {
      const chain = chainOf(workspace, start, exposed);
      if (!chain) return set(start.field, to);
      return chain.places.flatMap((place) =>
        place.edits(to).map((edit): Edit => ({ ...edit, origin: { uri: place.uri, start: 0 } })),
      );
    },
  }));
}
