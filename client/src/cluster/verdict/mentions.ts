import type { Subject } from './saying.ts';
import { containerPaths } from './saying.ts';

const HEADS =
  'spec|metadata|data|stringData|binaryData|template|rules|subjects|roleRef|webhooks|parameters|provisioner|secrets|imagePullSecrets|endpoints|ports|type|automountServiceAccountToken';
const DOTTED = new RegExp(
  String.raw`(?<![\w./])(?:object\.|input\.review\.object\.|request\.object\.)?((?:${HEADS})(?:\??\.[A-Za-z_][\w-]*|\[(?:"[^"]*"|[^\]\s]*)\])+)`,
  'g',
);
const POINTER = new RegExp(String.raw`(?<![\w.:/])/((?:${HEADS})(?:/[^\s/"',;]+)+)/?`, 'g');
const RELATIVE =
  /(?<![\w.])((?:securityContext|resources|livenessProbe|readinessProbe|startupProbe|lifecycle)(?:\.[a-z]\w*)+|image|imagePullPolicy)(?!\w)/g;
const CONTAINER = /\bcontainers?\b[^<"'`\w]{0,3}[<"'`]([a-z\d][a-z\d-]*)[>"'`]/gi;

/** Paths that free words may mean, the most telling first: whole paths, fields of a container that is named, labels. */
export function mentionedPaths(message: string, subject: Subject): string[] {
  const dotted = [...message.matchAll(DOTTED)].map(([, path = '']) =>
    path.replaceAll('?.', '.').replace(/\.$/, ''),
  );
  const pointers = [...message.matchAll(POINTER)].map(([, path = '']) => `/${path}`);
  const names = [...message.matchAll(CONTAINER)].map(([, name = '']) => name);
  const relative = [...message.matchAll(RELATIVE)].map(([, path = '']) => path);
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
