import type { Pod } from '../../models.ts';
import type { Problem } from './problem.ts';
import { sentence } from './problem.ts';

/** Fields below the Pod's spec that words of the scheduler speak of (https://kubernetes.io/docs/concepts/scheduling-eviction/). */
const FIELDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/node affinity\/selector|node selector/, ['nodeSelector', 'affinity.nodeAffinity']],
  [/pod anti-affinity/, ['affinity.podAntiAffinity']],
  [/pod affinity/, ['affinity.podAffinity']],
  [/topology spread/, ['topologySpreadConstraints']],
  [/persistentvolumeclaim|volume/i, ['volumes']],
  [/untolerated taint/, ['tolerations']],
  [/was unschedulable|cordon/, ['tolerations']],
];

/** Why no node takes a Pod. */
export function unschedulable(spec: string, pod: Pod): Problem[] {
  const condition = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return [];
  const { message = '' } = condition;
  const paths = [...resourcePaths(spec, pod, message), ...portPaths(spec, pod, message)];
  for (const [pattern, fields] of FIELDS)
    if (pattern.test(message)) paths.push(...fields.map((field) => `${spec}.${field}`));
  const said = sentence(message.replace(/ (?:no new claims to deallocate,? ?)?preemption: .*$/s, ''));
  return [
    {
      paths: [...paths, `${spec}.containers`],
      reason: 'Unschedulable',
      message: `No node takes the Pod: ${said}`,
      isError: true,
    },
  ];
}

/** Requests of what is short, largest containers first come as they stand. */
function resourcePaths(spec: string, pod: Pod, message: string): string[] {
  const short = [...message.matchAll(/Insufficient ([\w./-]+?)[.,]?(?=\s|$)/g)].map(([, name = '']) => name);
  return short.flatMap((name) =>
    (pod.spec?.containers ?? []).flatMap((container) => {
      const at = `${spec}.containers[name="${container.name}"].resources`;
      return [`${at}.requests["${name}"]`, `${at}.limits["${name}"]`];
    }),
  );
}

function portPaths(spec: string, pod: Pod, message: string): string[] {
  if (!/free ports/.test(message)) return [];
  const container = pod.spec?.containers.find(({ ports }) => ports?.some(({ hostPort }) => hostPort));
  return container ? [`${spec}.containers[name="${container.name}"].ports`] : [];
}
