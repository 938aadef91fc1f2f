import { Random } from '../../bench/random.ts';
import { OF_CONTAINER, OF_LONG_RUNNING, OF_POD, OF_WRITTEN, SHARED } from './controls.ts';
import type { Json, Setting } from './controls.ts';

/** A pod as the API server and the engine get it: JSON, which is YAML. */
export interface PodSample {
  readonly name: string;
  readonly text: string;
}

type Writable = { [key: string]: Writable | Json };

const TIGHT = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};
const OWN = { ...TIGHT, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** Pods before any change. What holds for all containers stands in the pod, in each of them, or nowhere. */
const BASES: Readonly<Record<string, Writable>> = {
  shared: pod(TIGHT, { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } }),
  own: pod(OWN, {}),
  naked: pod(undefined, {}),
  'own users': pod({ ...OWN, runAsNonRoot: null }, { hostUsers: false }),
  windows: pod(undefined, { os: { name: 'windows' }, securityContext: { runAsNonRoot: true } }),
};

function pod(securityContext: Json | undefined, spec: Record<string, Json>): Writable {
  const container = (name: string): Json => ({
    name,
    image: 'example.com/web:1.4.2',
    ...(securityContext === undefined ? {} : { securityContext }),
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      ...spec,
      initContainers: [container('prepare'), { ...(container('proxy') as object), restartPolicy: 'Always' }],
      containers: [container('web'), container('log')],
    },
  };
}

/** Settings at one of the places where they may stand. */
function changes(settings: readonly Setting[], at: readonly string[]): Setting[] {
  return settings.map(({ path, value }) => ({
    value,
    path: path[0] === 'metadata' ? path : [...at, ...path],
  }));
}

const EVERYWHERE: readonly Setting[] = [
  ...changes([...SHARED, ...OF_POD], ['spec']),
  ...changes([...SHARED, ...OF_CONTAINER, ...OF_WRITTEN], ['spec', 'initContainers', '0']),
  ...changes(OF_LONG_RUNNING, ['spec', 'initContainers', '1']),
  ...changes([...SHARED, ...OF_CONTAINER, ...OF_WRITTEN, ...OF_LONG_RUNNING], ['spec', 'containers', '0']),
];

const EPHEMERAL = ['spec', 'ephemeralContainers', '0'];

/** The same for an ephemeral container, which is added with settings that every standard admits. */
export function ephemeralSamples(): PodSample[] {
  const base = structuredClone(BASES['shared']) as Writable;
  (base['spec'] as Writable)['ephemeralContainers'] = [
    { name: 'debug', image: 'example.com/debug:1.0.0', securityContext: TIGHT },
  ];
  const all = changes([...SHARED, ...OF_CONTAINER], EPHEMERAL);
  return all.map((change) => sampleOf('ephemeral', base, [change]));
}

/** Every base without a change, and with each change by itself. */
export function singleSamples(): PodSample[] {
  return Object.entries(BASES).flatMap(([name, base]) => [
    sampleOf(name, base, []),
    ...EVERYWHERE.map((change) => sampleOf(name, base, [change])),
  ]);
}

/** Bases with several changes at once, the same in every run. */
export function mixedSamples(count: number): PodSample[] {
  const random = new Random(35);
  const bases = Object.entries(BASES);
  return Array.from({ length: count }, () => {
    const [name, base] = bases[random.int(0, bases.length - 1)] as [string, Writable];
    const chosen = Array.from({ length: random.int(2, 4) }, () => pick(random));
    return sampleOf(name, base, chosen);
  });
}

function pick(random: Random): Setting {
  return EVERYWHERE[random.int(0, EVERYWHERE.length - 1)] as Setting;
}

/** Kinds that make pods, with what they need beside the template. */
const WORKLOADS: readonly (readonly [apiVersion: string, kind: string, wrap: (template: Json) => Json])[] = [
  ['v1', 'ReplicationController', (template) => ({ spec: { selector: LABELS, template } })],
  ['v1', 'PodTemplate', (template) => ({ template })],
  ['apps/v1', 'Deployment', (template) => ({ spec: { selector: SELECTOR, template } })],
  ['apps/v1', 'ReplicaSet', (template) => ({ spec: { selector: SELECTOR, template } })],
  ['apps/v1', 'DaemonSet', (template) => ({ spec: { selector: SELECTOR, template } })],
  ['apps/v1', 'StatefulSet', (template) => ({ spec: { serviceName: 'web', selector: SELECTOR, template } })],
  ['batch/v1', 'Job', (template) => ({ spec: { template: ending(template) } })],
  [
    'batch/v1',
    'CronJob',
    (template) => ({ spec: { schedule: '@daily', jobTemplate: { spec: { template: ending(template) } } } }),
  ],
];
const LABELS = { app: 'web' };
const SELECTOR = { matchLabels: LABELS };

function ending(template: Json): Json {
  const { spec, ...rest } = template as { readonly spec: object };
  return { ...rest, spec: { ...spec, restartPolicy: 'Never' } };
}

/** Pods as templates of all kinds that make pods. */
export function templateSamples(pods: readonly PodSample[]): PodSample[] {
  return WORKLOADS.flatMap(([apiVersion, kind, wrap]) =>
    pods.map(({ name, text }) => {
      const { metadata, spec } = JSON.parse(text) as { readonly metadata: object; readonly spec: Json };
      const template = { metadata: { ...metadata, name: '', labels: LABELS }, spec };
      const object = { apiVersion, kind, metadata: { name: 'web' }, ...(wrap(template) as object) };
      return { name: `${kind} ${name}`, text: JSON.stringify(object) };
    }),
  );
}

function sampleOf(name: string, base: Writable, applied: readonly Setting[]): PodSample {
  const copy = structuredClone(base);
  for (const { path, value } of applied) write(copy, path, value);
  const shown = applied.map(({ path, value }) => `${path.join('.')}=${JSON.stringify(value)}`);
  return { name: [name, ...shown].join(' '), text: JSON.stringify(copy) };
}

/** Sets a value; a mapping that is written over one keeps what else stands there only above `securityContext`. */
function write(root: Writable, path: readonly string[], value: Json | undefined): void {
  if (path.at(-1) === 'spec') {
    Object.assign(root['spec'] as Writable, value);
    return;
  }
  let at = root;
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Writable;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
}
