import type { ContainerState } from '../../cluster/look/containerState.ts';
import { containerMessages, containerState } from '../../cluster/look/containerState.ts';
import type { Container, Pod } from '../../cluster/models.ts';
import type { Session } from '../../cluster/session.ts';
import { podPath } from '../../cluster/streams/podsOf.ts';
import { containerLessons } from '../teaching/podLessons.ts';
import type { Mood } from '../mood.ts';
import type { Node } from '../node.ts';

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
      const status = statuses.find((one) => one.name === name);
      const { text, health } = containerState(status);
      const description = [role, text, image].filter((part) => part !== '').join(' · ');
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
          mood: MOODS[health],
          tooltip: [`Container ${name}`, description, ...containerMessages(status)].join('\n\n'),
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

const MOODS: Readonly<Record<ContainerState['health'], Mood>> = {
  runs: 'ok',
  waits: 'warning',
  fails: 'error',
  ended: 'quiet',
};
