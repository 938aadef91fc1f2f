import type { ContainerStatus, Event, Pod } from '../../models.ts';
import type { Observed } from './observe.ts';
import { isReady } from './observe.ts';
import type { Problem } from './problem.ts';
import { plain, podSpecOf, sentence } from './problem.ts';
import { unschedulable } from './unschedulable.ts';

/** What is wrong with the Pods that are not ready. */
export function podProblems({ kind, pods, events, logs }: Observed): Problem[] {
  const spec = podSpecOf(kind);
  const unwell = pods.filter((pod) => !isReady(pod) && pod.status?.phase !== 'Succeeded');
  return unwell.flatMap((pod) => [
    ...unschedulable(spec, pod),
    ...containersOf(spec, pod).flatMap((one) => containerProblems(one, logs)),
    ...eventProblems(spec, pod, events),
  ]);
}

interface Placed {
  /** Path of the container. */
  readonly at: string;
  readonly pod: Pod;
  readonly status: ContainerStatus;
}

function containersOf(spec: string, pod: Pod): Placed[] {
  const placed = (list: string, statuses: readonly ContainerStatus[] = []): Placed[] =>
    statuses.map((status) => ({ at: `${spec}.${list}[name="${status.name}"]`, pod, status }));
  const { initContainerStatuses, containerStatuses } = pod.status ?? {};
  return [...placed('initContainers', initContainerStatuses), ...placed('containers', containerStatuses)];
}

const IMAGE =
  /^(?:ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|ImageInspectError|RegistryUnavailable)$/;
const CONFIG =
  /^Create(?:Container|ContainerConfig|PodSandbox)Error$|^RunContainerError$|^ContainerCannotRun$/;

function containerProblems({ at, pod, status }: Placed, logs: ReadonlyMap<string, string>): Problem[] {
  const { name, state, lastState, image } = status;
  const { reason = '', message = '' } = state?.waiting ?? {};
  if (IMAGE.test(reason)) {
    const said = message === '' ? '' : ` ${sentence(message)}`;
    return [
      {
        paths: [`${at}.image`, `${at}.name`],
        reason: 'image',
        isError: true,
        message: `The image ${image} cannot be pulled (${reason}).${said}`,
      },
    ];
  }
  if (CONFIG.test(reason))
    return [
      {
        paths: [...named(at, message), `${at}.name`],
        reason,
        isError: true,
        message: `The container ${name} cannot be made (${reason}). ${sentence(message)}`,
      },
    ];
  const ended = state?.terminated ?? (reason === 'CrashLoopBackOff' ? lastState?.terminated : undefined);
  if (!ended || ended.exitCode === 0) return [];
  const times = status.restartCount > 0 ? ` It was started again ${status.restartCount} times.` : '';
  const log = logs.get(`${pod.metadata?.name}/${name}`) ?? '';
  const wrote = log === '' ? '' : `\nIts last lines:\n${plain(log)}`;
  if (ended.reason === 'OOMKilled') {
    const said = `The container ${name} used more memory than its limit and was ended (OOMKilled).${times}${wrote}`;
    return [
      {
        paths: [`${at}.resources.limits.memory`, `${at}.resources`, `${at}.name`],
        reason: 'crash',
        message: said,
        isError: true,
      },
    ];
  }
  const said = `The container ${name} ended with exit code ${ended.exitCode}.${times}${wrote}`;
  return [
    {
      paths: [`${at}.command`, `${at}.args`, `${at}.image`, `${at}.name`],
      reason: 'crash',
      message: said,
      isError: reason === 'CrashLoopBackOff' || pod.status?.phase === 'Failed',
    },
  ];
}

/** The fields of a container that may refer to what a message names: `configmap "shop" not found`. */
function named(at: string, message: string): string[] {
  return /configmap|secret/i.test(message) ? [`${at}.envFrom`, `${at}.env`] : [`${at}.command`];
}

const PROBES: readonly (readonly [RegExp, string, string])[] = [
  [/^Readiness probe/, 'readinessProbe', 'readiness probe'],
  [/^Startup probe/, 'startupProbe', 'startup probe'],
  [/^Liveness probe/, 'livenessProbe', 'liveness probe'],
];

/** What only events tell: probes that fail, volumes that cannot be mounted. */
function eventProblems(spec: string, { metadata, status }: Pod, events: readonly Event[]): Problem[] {
  const own = events.filter(({ involvedObject }) => involvedObject.uid === metadata?.uid);
  const isWaiting = status?.containerStatuses?.some(({ state }) =>
    /Creating|Initializing/.test(state?.waiting?.reason ?? ''),
  );
  return own.flatMap(({ reason = '', message = '', involvedObject }): Problem[] => {
    const container = /\{(.*)\}/.exec(involvedObject.fieldPath ?? '')?.[1] ?? '';
    const at = `${spec}.containers[name="${container}"]`;
    const probe = reason === 'Unhealthy' ? PROBES.find(([pattern]) => pattern.test(message)) : undefined;
    const isUnready = status?.containerStatuses?.some(
      ({ name, ready, state }) => name === container && !ready && state?.running,
    );
    if (probe && isUnready)
      return [
        {
          paths: [`${at}.${probe[1]}`, `${at}.name`],
          reason: probe[1],
          message: `The ${probe[2]} of ${container} fails: ${sentence(message.replace(/^\w+ probe failed:? ?/, ''))}`,
          isError: false,
        },
      ];
    const volume = /for volume "([^"]*)"/.exec(message)?.[1];
    if (isWaiting && /^Failed(?:Mount|AttachVolume)$/.test(reason))
      return [
        {
          paths: [`${spec}.volumes[name="${volume}"].name`, `${spec}.volumes`, `${spec}.containers`],
          reason,
          message: `A volume cannot be mounted: ${sentence(message)}`,
          isError: true,
        },
      ];
    return [];
  });
}
