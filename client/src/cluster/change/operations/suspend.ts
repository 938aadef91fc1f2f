import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Plan } from '../plan.ts';
import type { Target } from './target.ts';
import { count, inNamespace, mergePatch, ownerLines, placeOf, specOf } from './target.ts';

/** Has a CronJob or a Job rest, or go on. */
export async function planSuspend(session: Session, target: Target, suspend: boolean): Promise<Plan> {
  const { kind, name, namespace, path } = target;
  const before = await session.connection.json<Json>({ path });
  const spec = specOf(before);
  if ((spec['suspend'] === true) === suspend)
    throw new Error(`${kind} ${name} is ${suspend ? 'suspended already' : 'not suspended'}: nothing to do`);
  if (kind === 'Job' && hasEnded(before))
    throw new Error(`Job ${name} has ended: "Run Again" makes a new one`);
  const [verb, action] = suspend ? (['Suspend', 'suspended'] as const) : (['Resume', 'resumed'] as const);
  const body = { spec: { suspend } };
  return {
    about: {
      title: `${verb} ${kind} ${name}?`,
      ...placeOf(target),
      details: [
        ...(kind === 'CronJob' ? ofCronJob(before, suspend) : ofJob(before, suspend)),
        ...(await ownerLines(session, before)),
      ],
      action: verb,
    },
    steps: [mergePatch(path, body, { action, before })],
    kubectl: [
      'patch',
      kind.toLowerCase(),
      name,
      ...inNamespace(namespace),
      '--type=merge',
      `--patch=${JSON.stringify(body)}`,
    ],
  };
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension */
function ofCronJob(object: Json, suspend: boolean): readonly string[] {
  const { schedule, timeZone, startingDeadlineSeconds } = specOf(object) as {
    readonly schedule?: string;
    readonly timeZone?: string;
    readonly startingDeadlineSeconds?: number;
  };
  const { active } = asMap(object['status']) ?? {};
  const running = Array.isArray(active) ? active.length : 0;
  const zone = timeZone === undefined ? '' : ` (${timeZone})`;
  const when = `Schedule: ${schedule ?? ''}${zone}.`;
  if (suspend) {
    const goesOn = running === 0 ? [] : [`${count(running, 'Job')} of it that run now go on.`];
    return [`No Job starts from now on until it is resumed. ${when}`, ...goesOn];
  }
  const late =
    startingDeadlineSeconds === undefined
      ? 'A run that was missed meanwhile starts at once, as it has no startingDeadlineSeconds.'
      : `A run that was missed less than ${startingDeadlineSeconds} s ago starts at once.`;
  return [`Its Jobs start by its schedule again. ${when}`, late];
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#suspending-a-job */
function ofJob(object: Json, suspend: boolean): readonly string[] {
  const { active = 0 } = asMap(object['status']) ?? {};
  if (!suspend) return ['Its Pods are made now, and its deadline begins anew.'];
  const pods = Number(active);
  const verb = pods === 1 ? 'is' : 'are';
  return [
    pods === 0
      ? 'It makes no Pods until it is resumed.'
      : `${count(pods, 'Pod')} that ${verb} running ${verb} ended; what they have not finished begins anew when it is resumed.`,
  ];
}

export function hasEnded(job: Json): boolean {
  const { conditions } = asMap(job['status']) ?? {};
  const ended = ['Complete', 'Failed'];
  return (
    Array.isArray(conditions) &&
    (conditions as unknown[])
      .map(asMap)
      .some((one) => ended.includes(String(one?.['type'])) && one?.['status'] === 'True')
  );
}
