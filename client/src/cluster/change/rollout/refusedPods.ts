import { asMap, mapsIn } from '../../look/comparable.ts';
import type { Observed } from './observe.ts';
import type { Problem } from './problem.ts';
import { podSpecOf, sentence } from './problem.ts';

/** Why the controller may not make the Pods: a quota, a policy, an account that is not there. */
export function refusedPods({ kind, object, pods, events }: Observed): Problem[] {
  if (kind === 'Pod') return [];
  const failure = mapsIn(asMap(object['status'])?.['conditions']).find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  const { uid } = asMap(object['metadata']) ?? {};
  const event = events.find(
    ({ involvedObject, reason }) => involvedObject.uid === uid && reason === 'FailedCreate',
  );
  const wanted = Number(asMap(object['spec'])?.['replicas'] ?? 1);
  const isShort = kind === 'Deployment' ? failure !== undefined : pods.length < wanted;
  const message = failure === undefined ? event?.message : String(failure['message']);
  if (!isShort || message === undefined) return [];
  return [
    {
      paths: pathsOf(podSpecOf(kind), message),
      reason: 'FailedCreate',
      message: `Pods cannot be made: ${sentence(message)}`,
      isError: true,
    },
  ];
}

function pathsOf(spec: string, message: string): string[] {
  const container = /container "([^"]+)"|for: ([\w-]+)/.exec(message);
  const name = container?.[1] ?? container?.[2];
  const at = name === undefined ? `${spec}.containers` : `${spec}.containers[name="${name}"]`;
  const field = /(?:Invalid value|Required value|Forbidden|Unsupported value)/.test(message)
    ? /\b(spec\.[\w.[\]]+):/.exec(message)?.[1]
    : undefined;
  const rest = [`${spec}.containers`, 'spec.template', 'kind'];
  if (/serviceaccount "/.test(message)) return [`${spec}.serviceAccountName`, ...rest];
  if (/violates PodSecurity/.test(message))
    return [`${at}.securityContext`, `${spec}.securityContext`, `${at}.name`, ...rest];
  if (/must specify|maximum|minimum/.test(message) && name !== undefined)
    return [`${at}.resources`, `${at}.name`, ...rest];
  if (/exceeded quota/.test(message)) {
    const isAmount = /requested: [^ ]*(?:cpu|memory|storage)/.test(message);
    return isAmount
      ? [`${spec}.containers[0].resources`, 'spec.replicas', ...rest]
      : ['spec.replicas', ...rest];
  }
  return field === undefined ? rest : [field.replace(/^spec/, spec), ...rest];
}
