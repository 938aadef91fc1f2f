import type { Subject } from './saying.ts';
import { containerPaths } from './saying.ts';

const HEADS =
  'spec|metadata|data|stringData|binaryData|template|rules|subjects|roleRef|webhooks|parameters|provisioner|secrets|imagePullSecrets|endpoints|ports|type|automountServiceAccountToken';
const DOTTED = new RegExp(
  String.raw`(?<![\w./])(?:object\.|input\.review\.object\.|request\.object\.)?((?:${HEADS})(?:\??\.\??[A-Za-z_][\w-]*(?![\w(])|\[(?:"[^"]*"|[^\]\s]*)\])+)`,
  'g',
);
const POINTER = new RegExp(String.raw`(?<![\w.:/])/((?:${HEADS})(?:/[^\s/"',;]+)+)/?`, 'g');
const RELATIVE =
  /(?<![\w.])((?:securityContext|resources|livenessProbe|readinessProbe|startupProbe|lifecycle)(?:[./][a-z]\w*)+|image|imagePullPolicy)(?!\w)/g;
/** Words that stand for a field of a container. */
const FIELDS: readonly (readonly [word: RegExp, field: string])[] = [
  [/\bprivileged\b/i, 'securityContext.privileged'],
  [/\bprivilege escalation\b|\ballowPrivilegeEscalation\b/i, 'securityContext.allowPrivilegeEscalation'],
  [/\bread-?only ?root ?filesystem\b/i, 'securityContext.readOnlyRootFilesystem'],
  [/\brunAsNonRoot\b/, 'securityContext.runAsNonRoot'],
  [/\bcapabilit(?:y|ies)\b/i, 'securityContext.capabilities'],
  [/\bmemory limits?\b/i, 'resources.limits.memory'],
  [/\bcpu limits?\b/i, 'resources.limits.cpu'],
  [/\bmemory requests?\b/i, 'resources.requests.memory'],
  [/\bcpu requests?\b/i, 'resources.requests.cpu'],
  [/\blimits?\b|\brequests?\b|\bresources?\b/i, 'resources'],
];
const MOST_NAMES = 40;

/** Words that may be the name of a container, those in quotes first; which of them is one, the manifest says. */
function namesIn(message: string): string[] {
  if (!/containers?\b/i.test(message)) return [];
  const quoted = [...message.matchAll(/[<"'`]([a-z\d][a-z\d-]*)[>"'`]/g)].map(([, name = '']) => name);
  const words = message.match(/(?<![\w./:-])[a-z\d][a-z\d-]*(?![\w./:-])/g) ?? [];
  return [...new Set([...quoted, ...words])].slice(0, MOST_NAMES);
}

/** Paths that free words may mean, the most telling first: whole paths, fields of a container that is named, labels. */
export function mentionedPaths(message: string, subject: Subject): string[] {
  const dotted = [...message.matchAll(DOTTED)].map(([, path = '']) => path.replaceAll('?', ''));
  const pointers = [...message.matchAll(POINTER)].map(([, path = '']) => `/${path}`);
  const names = namesIn(message);
  const relative = [
    ...[...message.matchAll(RELATIVE)].map(([, path = '']) => path.replaceAll('/', '.')),
    ...FIELDS.flatMap(([word, field]) => (word.test(message) ? [field] : [])),
  ];
  const inContainers = names.flatMap((name) => [
    ...relative.flatMap((path) => upwards(path).flatMap((one) => containerPaths(subject, name, one))),
    ...containerPaths(subject, name),
  ]);
  const words = [
    ...(/\blabels?\b/i.test(message) ? ['metadata.labels'] : []),
    ...(/\bannotations?\b/i.test(message) ? ['metadata.annotations'] : []),
    ...(/\breplicas\b/i.test(message) ? ['spec.replicas'] : []),
  ];
  return [...pointers, ...dotted, ...inContainers, ...words];
}

/** A field and what it lies in. */
function upwards(path: string): string[] {
  const words = path.split('.');
  return words.map((_, index) => words.slice(0, words.length - index).join('.'));
}

/** Texts in quotes that may be values of the object: images and addresses, which are not mistaken for a name. */
export function mentionedValues(message: string): string[] {
  return [...message.matchAll(/["'`<]([^"'`<>\s]*[/:][^"'`<>\s]*)["'`>]/g)].map(([, value = '']) => value);
}
