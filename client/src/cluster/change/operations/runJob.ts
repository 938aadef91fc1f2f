import { randomInt } from 'node:crypto';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Plan } from '../plan.ts';
import { hasEnded } from './suspend.ts';
import type { Target } from './target.ts';
import { count, inNamespace, MANAGER, specOf } from './target.ts';

/** Labels that tie Pods to one Job; a new one gets its own. */
const OF_JOB = /^(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)$/;
const COPIED_ANNOTATIONS =
  /^(?:kubectl\.kubernetes\.io\/last-applied-configuration|batch\.kubernetes\.io\/|cronjob\.kubernetes\.io\/)/;

/**
 * A Job of a CronJob, now, as `kubectl create job --from` makes it
 * (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_job/).
 */
export async function planRunNow({ connection }: Session, target: Target, name: string): Promise<Plan> {
  const cronJob = await connection.json<Json>({ path: target.path });
  const { jobTemplate, concurrencyPolicy = 'Allow' } = specOf(cronJob);
  const template = asMap(jobTemplate) ?? {};
  const { annotations, labels } = asMap(template['metadata']) ?? {};
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: target.name, controller: true };
  const { uid } = asMap(cronJob['metadata']) ?? {};
  const { active } = asMap(cronJob['status']) ?? {};
  const running = Array.isArray(active) ? active.length : 0;
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: target.namespace,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...asMap(annotations) },
      ...(labels === undefined ? {} : { labels }),
      ownerReferences: [{ ...owner, uid }],
    },
    spec: template['spec'],
  };
  const details = [
    `Job ${name} is made from its template and starts at once, whatever the schedule says.`,
    ...(running > 0
      ? [
          `${count(running, 'Job')} of it ${running === 1 ? 'is' : 'are'} running. concurrencyPolicy ${String(concurrencyPolicy)} holds for the schedule alone: this one runs beside.`,
        ]
      : []),
  ];
  const kubectl = ['create', 'job', name, `--from=cronjob/${target.name}`, ...inNamespace(target.namespace)];
  return planOf(`Run CronJob ${target.name} now?`, target, { job, details, action: 'Run Now', kubectl });
}

/** A new Job like one that ran: without what ties Pods to the old one, which stays as it is. */
export async function planRunAgain({ connection }: Session, target: Target, name: string): Promise<Plan> {
  const former = await connection.json<Json>({ path: target.path });
  const { selector: _, manualSelector, suspend: __, ...rest } = specOf(former);
  if (manualSelector === true)
    throw new Error(
      `Job ${target.name} chooses its Pods by a selector of its own (manualSelector): a second one would take them over`,
    );
  const template = asMap(rest['template']) ?? {};
  const metadata = asMap(former['metadata']) ?? {};
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: target.namespace,
      ...without('labels', metadata['labels'], OF_JOB),
      ...without('annotations', metadata['annotations'], COPIED_ANNOTATIONS),
    },
    spec: {
      ...rest,
      template: { ...template, metadata: withoutLabels(asMap(template['metadata'])) },
    },
  };
  const state = hasEnded(former)
    ? 'has ended, and stays to be looked at'
    : 'still runs: both run at the same time';
  const details = [`Job ${name} does the same again. Job ${target.name} ${state}.`];
  return planOf(`Run Job ${target.name} again?`, target, { job, details, action: 'Run Again' });
}

interface NewJob {
  readonly job: { readonly metadata: { readonly name: string } };
  readonly details: readonly string[];
  readonly action: string;
  readonly kubectl?: readonly string[];
}

function planOf(
  title: string,
  { name, namespace = '' }: Target,
  { job, details, action, kubectl }: NewJob,
): Plan {
  const path = `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs`;
  return {
    about: { title, name, namespace, details, action },
    steps: [
      {
        change: { method: 'POST', path: `${path}?${MANAGER}`, body: job },
        action: 'created',
        path: `${path}/${encodeURIComponent(job.metadata.name)}`,
        before: undefined,
      },
    ],
    ...(kubectl ? { kubectl } : {}),
  };
}

function withoutLabels(metadata: Json | undefined): Json {
  const { labels: _, creationTimestamp: __, ...rest } = metadata ?? {};
  return { ...rest, ...without('labels', metadata?.['labels'], OF_JOB) };
}

function without(field: string, map: unknown, which: RegExp): Json {
  const kept = Object.entries(asMap(map) ?? {}).filter(([key]) => !which.test(key));
  return kept.length > 0 ? { [field]: Object.fromEntries(kept) } : {};
}

/** Names of Jobs become labels, which have at most 63 characters (https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-labels). */
const LONGEST = 63;
/** As the API server's own generated names: none of them spells a word, none looks like another. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A name for a new Job, which says where it comes from. */
export function jobName(from: string, why: 'manual' | 'again'): string {
  const letters = Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const end = `-${why}-${letters}`;
  const base = from.replace(/-(?:manual|again)-[a-z0-9]{5}$/, '');
  return `${base.slice(0, LONGEST - end.length).replace(/[-.]+$/, '')}${end}`;
}
