import type { Pod } from '../../cluster/models.ts';
import type { RowQuery } from '../../cluster/resources/rowList.ts';
import type { LogPlace } from '../../cluster/streams/logGuard.ts';
import { logPath, TAIL } from '../../cluster/streams/containerLog.ts';
import { execPath, PROTOCOLS } from '../../cluster/streams/exec.ts';
import { forwardPath, PROTOCOL } from '../../cluster/streams/portForward.ts';
import type { PodOwner } from '../../cluster/streams/podsOf.ts';
import { podsOf, readPods } from '../../cluster/streams/podsOf.ts';
import { findTarget, portsOf } from '../../cluster/streams/ports.ts';
import { SHELLS, systemOf } from '../../cluster/streams/shells.ts';
import type { Connection } from '../../cluster/transport/connection.ts';
import type { Lesson } from './lesson.ts';

/** As requests have it that the server may answer in any form. */
const ANY = '*/*';

/**
 * What logs, shells and forwarded ports ask for an object that has pods: `resource` is how kubectl names it, such as `deployments.apps`.
 * Its pods are read, so that the requests are the real ones.
 */
export async function podLessons(
  connection: Connection,
  owner: PodOwner,
  resource: string,
): Promise<readonly Lesson[]> {
  // What has no pods, or may not be read, has nothing to show.
  const found = await podsNow(connection, owner).catch(() => undefined);
  const container = found?.pod.spec?.containers[0]?.name;
  if (!found || container === undefined) return [];
  const place = { namespace: owner.namespace, pod: found.pod.metadata?.name ?? '', container };
  const { pod } = found;
  const shell =
    owner.kind === 'Pod' ? [await shellLesson(connection, pod, place), attachLesson(pod, place)] : [];
  const forward = await forwardLesson(connection, owner, resource).catch(() => []);
  return [logLesson(place, found.query.labelSelector), ...shell, ...forward];
}

/** The same for one container of a pod. */
export async function containerLessons(
  connection: Connection,
  place: LogPlace,
  read: () => Promise<Pod>,
): Promise<readonly Lesson[]> {
  const pod = await read();
  return [logLesson(place), await shellLesson(connection, pod, place), attachLesson(pod, place)];
}

async function podsNow(
  connection: Connection,
  owner: PodOwner,
): Promise<{ readonly query: RowQuery; readonly pod: Pod } | undefined> {
  const query = await podsOf(connection, owner);
  const [pod] = await readPods(connection, query);
  return pod && { query, pod };
}

function logLesson(place: LogPlace, labelSelector?: string): Lesson {
  const { namespace, pod, container } = place;
  const which =
    labelSelector === undefined
      ? [pod, '--container', container]
      : ['--selector', labelSelector, '--all-containers', '--prefix'];
  return {
    action: 'Follow Logs',
    about:
      labelSelector === undefined
        ? 'the log of the container, line by line as it is written'
        : 'the same for each container of each pod; lines are sorted by their times',
    path: logPath(place, { follow: true, tailLines: TAIL }),
    accept: ANY,
    kubectl: ['logs', '--namespace', namespace, ...which, '--follow', `--tail=${TAIL}`, '--timestamps'],
  };
}

async function shellLesson(connection: Connection, object: Pod, place: LogPlace): Promise<Lesson> {
  const command = SHELLS[await systemOf(connection, object)][0]?.command ?? [];
  const { namespace, pod, container } = place;
  const way = ['--namespace', namespace, pod, '--container', container, '--stdin', '--tty'];
  return {
    action: 'Open a Shell',
    about: 'a program in the container, with its input and output',
    path: execPath({ ...place, command, tty: true }),
    accept: ANY,
    protocol: PROTOCOLS.join(', '),
    kubectl: ['exec', ...way, '--', ...command],
  };
}

function attachLesson({ spec }: Pod, place: LogPlace): Lesson {
  const { namespace, pod, container } = place;
  const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const { stdin = false, tty = false } = all.find(({ name }) => name === container) ?? {};
  const way = ['--namespace', namespace, pod, '--container', container];
  return {
    action: 'Attach to the Main Process',
    about: 'the output of what the container runs anyway, and its input where it has one',
    path: execPath({ ...place, stdin, tty }),
    accept: ANY,
    protocol: PROTOCOLS.join(', '),
    kubectl: ['attach', ...way, ...(stdin ? ['--stdin'] : []), ...(tty ? ['--tty'] : [])],
  };
}

async function forwardLesson(
  connection: Connection,
  owner: PodOwner,
  resource: string,
): Promise<readonly Lesson[]> {
  const [choice] = await portsOf(connection, owner);
  if (!choice) return [];
  const { namespace, name } = owner;
  const target = await findTarget(connection, owner, choice.target);
  const ports = `${choice.port}:${choice.port}`;
  return [
    {
      action: 'Forward a Port…',
      about: 'one such request for each connection to the port of this machine',
      path: forwardPath(namespace, target),
      accept: ANY,
      protocol: PROTOCOL,
      kubectl: ['port-forward', '--namespace', namespace, `${resource}/${name}`, ports],
    },
  ];
}
