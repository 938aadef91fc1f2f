import type { Json } from '../../look/comparable.ts';
import { asMap, mapsIn } from '../../look/comparable.ts';
import type { Observed } from './observe.ts';
import type { Problem } from './problem.ts';
import { podProblems } from './podProblems.ts';
import { refusedPods } from './refusedPods.ts';

/** How far a rollout is. */
export interface Judgement {
  readonly phase: 'going on' | 'done' | 'failed';
  /** Such as `2 of 3 ready`. */
  readonly summary: string;
  readonly problems: readonly Problem[];
}

/** Says how a rollout goes, and what stands in its way, on the fields that cause it. */
export function judge(observed: Observed): Judgement {
  const { phase, summary } = progressOf(observed);
  if (phase === 'done') return { phase, summary, problems: [] };
  const found = [...refusedPods(observed), ...podProblems(observed)];
  const problems = found.filter(
    (one, index) =>
      found.findIndex((other) => other.paths[0] === one.paths[0] && other.reason === one.reason) === index,
  );
  if (phase === 'failed' && problems.length === 0) {
    const paths = ['spec.progressDeadlineSeconds', 'spec.backoffLimit', 'spec.replicas', 'kind'];
    return { phase, summary, problems: [{ paths, reason: 'failed', message: summary, isError: true }] };
  }
  return {
    phase,
    summary,
    problems: phase === 'failed' ? problems.map((one) => ({ ...one, isError: true })) : problems,
  };
}

type Progress = Pick<Judgement, 'phase' | 'summary'>;

function progressOf({ kind, object }: Observed): Progress {
  const status = asMap(object['status']) ?? {};
  const spec = asMap(object['spec']) ?? {};
  const generation = Number(asMap(object['metadata'])?.['generation'] ?? 0);
  const isSeen = kind === 'Pod' || kind === 'Job' || Number(status['observedGeneration'] ?? 0) >= generation;
  if (!isSeen) return { phase: 'going on', summary: 'not seen by its controller yet' };
  return (PROGRESS[kind] ?? onlyThere)(spec, status);
}

type Judge = (spec: Json, status: Json) => Progress;

const onlyThere: Judge = () => ({ phase: 'done', summary: 'there' });

/** As `kubectl rollout status` has it (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status). */
const PROGRESS: Readonly<Record<string, Judge>> = {
  Deployment: (spec, status) => {
    const wanted = Number(spec['replicas'] ?? 1);
    const [updated, all, available] = ['updatedReplicas', 'replicas', 'availableReplicas'].map((key) =>
      Number(status[key] ?? 0),
    );
    const summary = `${available} of ${wanted} ready`;
    if (spec['paused'] === true) return { phase: 'done', summary: 'paused, so nothing is rolled out' };
    const progressing = conditionOf(status, 'Progressing');
    if (progressing?.['reason'] === 'ProgressDeadlineExceeded')
      return { phase: 'failed', summary: `${summary}: ${String(progressing['message'])}` };
    const isDone = updated === wanted && all === updated && (available ?? 0) >= wanted;
    return { phase: isDone ? 'done' : 'going on', summary };
  },
  StatefulSet: (spec, status) => {
    const wanted = Number(spec['replicas'] ?? 1);
    const [updated, ready] = ['updatedReplicas', 'readyReplicas'].map((key) => Number(status[key] ?? 0));
    const summary = `${ready} of ${wanted} ready`;
    const strategy = asMap(spec['updateStrategy']);
    if (strategy?.['type'] === 'OnDelete')
      return { phase: 'done', summary: 'changes when its Pods are deleted' };
    const partition = Number(asMap(strategy?.['rollingUpdate'])?.['partition'] ?? 0);
    const isUpdated =
      partition > 0
        ? (updated ?? 0) >= wanted - partition
        : status['updateRevision'] === status['currentRevision'];
    return { phase: isUpdated && (ready ?? 0) >= wanted ? 'done' : 'going on', summary };
  },
  DaemonSet: (spec, status) => {
    const [wanted, updated, available] = [
      'desiredNumberScheduled',
      'updatedNumberScheduled',
      'numberAvailable',
    ].map((key) => Number(status[key] ?? 0)) as [number, number, number];
    const summary = `${available} of ${wanted} ready`;
    const isOnDelete = asMap(spec['updateStrategy'])?.['type'] === 'OnDelete';
    if (isOnDelete) return { phase: 'done', summary: 'changes when its Pods are deleted' };
    return { phase: updated >= wanted && available >= wanted ? 'done' : 'going on', summary };
  },
  Job: (spec, status) => {
    const done = `${Number(status['succeeded'] ?? 0)} of ${Number(spec['completions'] ?? 1)} completed`;
    const failed = conditionOf(status, 'Failed');
    if (failed) return { phase: 'failed', summary: `${done}: ${String(failed['message'])}` };
    if (spec['suspend'] === true) return { phase: 'done', summary: 'suspended' };
    return { phase: conditionOf(status, 'Complete') ? 'done' : 'going on', summary: done };
  },
  Pod: (_spec, status) => {
    const summary = typeof status['phase'] === 'string' ? status['phase'].toLowerCase() : 'pending';
    if (status['phase'] === 'Failed') return { phase: 'failed', summary };
    const isReady = conditionOf(status, 'Ready') !== undefined || status['phase'] === 'Succeeded';
    return { phase: isReady ? 'done' : 'going on', summary };
  },
};

/** A condition that holds, or for `Progressing` any. */
function conditionOf(status: Json, type: string): Json | undefined {
  return mapsIn(status['conditions']).find(
    (one) => one['type'] === type && (type === 'Progressing' || one['status'] === 'True'),
  );
}
