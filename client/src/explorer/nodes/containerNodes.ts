import type { Container, ContainerStatus, Pod } from '../../cluster/models.ts';
import type { Session } from '../../cluster/session.ts';
import { podPath } from '../../cluster/streams/podsOf.ts';
import { containerLessons } from '../teaching/podLessons.ts';
import type { Mood, Node } from '../node.ts';

/** A container of a pod. */
export interface ContainerNode extends Node {
  readonly container: string;
  readonly pod: { readonly context: string; readonly namespace: string; readonly name: string };
}

/** The containers of a pod with their states, in the order in which they start. */
export function containerNodes(
  parent: string,
  { metadata, spec, status }: Pod,
  session: Session,
): readonly ContainerNode[] {
  const context = session.context.name;
  const pod = { context, namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
  const { connection } = session;
  const read = (): Promise<Pod> => connection.json<Pod>({ path: podPath(pod.namespace, pod.name) });
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  const rows = (
    role: string,
    containers: readonly Pick<Container, 'name' | 'image'>[] = [],
  ): ContainerNode[] =>
    containers.map(({ name, image = '' }) => {
      const [state, mood] = stateOf(statuses.find((one) => one.name === name));
      const description = [role, state, image].filter((text) => text !== '').join(' · ');
      return {
        id: `${parent}/container/${name}`,
        container: name,
        pod,
        context,
        actionLessons: () =>
          containerLessons(connection, { namespace: pod.namespace, pod: pod.name, container: name }, read),
        look: {
          label: name,
          description,
          icon: 'package',
          mood,
          spoken: `Container ${name}, ${description}`,
          kind: 'container',
        },
      };
    });
  return [
    ...rows('init', spec?.initContainers),
    ...rows('', spec?.containers),
    ...rows('debug', spec?.ephemeralContainers),
  ];
}

/** What a container does at the moment, in Kubernetes' own words. */
export function stateOf(status: ContainerStatus | undefined): readonly [text: string, mood: Mood] {
  const { running, waiting, terminated } = status?.state ?? {};
  const restarts = status?.restartCount ? `, ${status.restartCount} restarts` : '';
  if (running) return [`Running${restarts}`, status?.ready ? 'ok' : 'warning'];
  if (waiting) {
    const reason = waiting.reason ?? 'Waiting';
    return [`${reason}${restarts}`, /Error|BackOff|Invalid/.test(reason) ? 'error' : 'warning'];
  }
  if (!terminated) return ['Waiting', 'warning'];
  const { exitCode, reason = 'Terminated' } = terminated;
  return exitCode === 0 ? [reason, 'quiet'] : [`${reason}, exit code ${exitCode}${restarts}`, 'error'];
}
