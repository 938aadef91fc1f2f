import type { Saying, Subject } from './saying.ts';
import { containerPaths, podSpecPath } from './saying.ts';

/**
 * What Pod Security says of a pod (https://kubernetes.io/docs/concepts/security/pod-security-standards/), each at the container or volume
 * that it names: `would violate PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "web" must set
 * securityContext.runAsNonRoot=true), …`. Nothing where it says nothing of the kind.
 */
export function podSecuritySayings(
  message: string,
  subject: Subject,
  severity: Saying['severity'],
): Saying[] {
  const [, level = '', said] = /violates? PodSecurity "([^"]*)": ([\s\S]*)$/.exec(message) ?? [];
  if (said === undefined) return [];
  const by = `Pod Security ${level}`;
  return outsideBrackets(said).flatMap((objection) => {
    const [, reason = objection, detail = ''] = /^(.*?) \(([\s\S]*)\)$/.exec(objection) ?? [];
    const say = (paths: readonly string[]): Saying => ({ severity, message: objection, by, paths });
    const places = detail.split('; ').flatMap((clause) => placesOf(reason, clause, subject));
    return places.length === 0 ? [say([podSpecPath(subject)])] : places.map(say);
  });
}

/** Parts between commas that stand outside of brackets. */
function outsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text.startsWith(', ', at) && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 2;
    }
  }
  return [...parts, text.slice(start)];
}

/** Each named container, volume or the pod, with its paths; the field is where it is said to be, or would have to be. */
function placesOf(reason: string, detail: string, subject: Subject): string[][] {
  const spec = podSpecPath(subject);
  const field = fieldOf(`${detail} ${reason}`);
  const inPod = field?.startsWith('securityContext.') ? [`${spec}.${field}`] : [];
  const containers = namesAfter(detail, 'containers?').map((name) => containerPaths(subject, name, field));
  const volumes = namesAfter(detail, 'volumes?').map((name) => [`${spec}.volumes[name="${name}"]`]);
  const ofPod = /\bpod\b/.test(detail) && containers.length === 0 ? [[...inPod, spec]] : [];
  const hosts = [...detail.matchAll(/\bhost(?:Network|PID|IPC)(?==)/g)].map(([name]) => [`${spec}.${name}`]);
  const sysctls = /sysctls/.test(reason) ? [[`${spec}.securityContext.sysctls`]] : [];
  const rest = reason.includes('AppArmor') ? [['metadata.annotations']] : [];
  return [...containers, ...volumes, ...ofPod, ...hosts, ...sysctls, ...rest].filter(
    (paths) => paths.length > 0,
  );
}

/** `securityContext.capabilities.drop` of `must set securityContext.capabilities.drop=["ALL"]`, or the field of a port. */
function fieldOf(detail: string): string | undefined {
  const [, field] = /\b(securityContext(?:\.\w+)+)/.exec(detail) ?? [];
  if (field !== undefined) return field;
  if (/\bhostPorts?\b/.test(detail)) return 'ports.hostPort';
  const [, known] =
    /\b(seccompProfile|seLinuxOptions|procMount|privileged|runAsUser|windowsOptions\.hostProcess|appArmorProfile)\b/.exec(
      detail,
    ) ?? [];
  return known === undefined ? undefined : `securityContext.${known}`;
}

/** `"a", "b"` behind a word: `containers "a", "b" must set …`. */
function namesAfter(detail: string, word: string): string[] {
  const lists = detail.matchAll(new RegExp(String.raw`\b${word} ((?:"[^"]*"(?:, )?)+)`, 'g'));
  return [...lists].flatMap(([, list = '']) => [...list.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name));
}
