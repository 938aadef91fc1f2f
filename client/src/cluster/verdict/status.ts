import type { Status } from '../failure.ts';
import { admissionSayings } from './admission.ts';
import { decodingSayings } from './decoding.ts';
import { mentionedPaths } from './mentions.ts';
import type { Saying, Subject } from './saying.ts';

/** Everything that the API server says against an object, each at its field. */
export function sayingsOfStatus(status: Status, subject: Subject): Saying[] {
  const message = status.message ?? `The server answered ${status.code ?? 'without a reason'}.`;
  const missing = /^namespaces "([^"]*)" not found$/.exec(message);
  if (missing) return [missingNamespace(missing[1] ?? '')];
  const right = missingRight(message);
  if (right !== undefined) return [{ severity: 'warning', message: right, paths: [] }];
  const admission = admissionSayings(message, subject);
  if (admission.length > 0) return admission;
  const causes = causesOf(status);
  if (causes.length > 0) return causes;
  const decoding = decodingSayings(message);
  if (decoding.length > 0) return decoding;
  return (
    aggregated(message) ?? [
      { severity: 'error', message, paths: [], maybe: mentionedPaths(message, subject) },
    ]
  );
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
function causesOf({ details }: Status): Saying[] {
  return (details?.causes ?? []).flatMap(({ field, message = '', reason = '' }) => {
    if (reason === 'FieldManagerConflict') return [];
    const said = message === '' ? reason : message;
    const path = field === undefined || field === '<nil>' ? [] : [field];
    return [{ severity: 'error' as const, message: said, paths: path, ...wrongValue(said) }];
  });
}

/** Of a list or a mapping the server names the value or the key that is wrong. */
function wrongValue(said: string): Pick<Saying, 'within'> {
  const [, text] = /^(?:Invalid|Unsupported|Duplicate) value: ("(?:[^"\\]|\\.)*"|[-\d.]+)/.exec(said) ?? [];
  return text === undefined ? {} : { within: text.replace(/^"([\s\S]*)"$/, '$1').replaceAll('\\"', '"') };
}

/** `Deployment.apps "x" is invalid: [spec.a: Required value, spec.b: Invalid value: 1: must be 2]`, where causes were left out on the way. */
function aggregated(message: string): Saying[] | undefined {
  const [, said] = /is invalid: ([\s\S]+)$/.exec(message) ?? [];
  if (said === undefined) return undefined;
  const list = said.startsWith('[') && said.endsWith(']') ? said.slice(1, -1) : said;
  const starts = [...list.matchAll(FIELD_ERROR)].map(({ index }) => index);
  if (starts.length === 0) return undefined;
  return starts.map((start, at) => {
    const text = list.slice(start, starts[at + 1]).replace(/, $/, '');
    const [, path = '', what = ''] = /^(\S+?): ([\s\S]*)$/.exec(text) ?? [];
    return { severity: 'error', message: what, paths: [path], ...wrongValue(what) };
  });
}

/** Kinds of errors of fields (https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field#ErrorType). */
const FIELD_ERROR =
  /(?<=^|, )(?:[A-Za-z][\w-]*|<nil>)(?:\.[\w-]+|\[[^\]]*\])*: (?=Required value|Invalid value|Duplicate value|Not found|Unsupported value|Forbidden|Too long|Too many|Internal error)/g;

function missingNamespace(name: string): Saying {
  return {
    severity: 'warning',
    message: `The namespace "${name}" is not there, so not everything was checked.`,
    paths: ['metadata.namespace'],
    missingNamespace: name,
  };
}

/** `deployments.apps "web" is forbidden: User "jane" cannot patch resource "deployments" in API group "apps" in the namespace "shop"`. */
function missingRight(message: string): string | undefined {
  const found = /is forbidden: (User "[^"]*" cannot [\s\S]*)$/.exec(message);
  return found ? `Not checked, for a right is missing: ${found[1]}` : undefined;
}

/** Whose fields these are, where an apply would have to take them over: nothing is wrong with the object itself. */
export function ownerSayings({ details }: Status): Saying[] {
  return (details?.causes ?? []).flatMap(({ reason, field, message = '' }) => {
    if (reason !== 'FieldManagerConflict' || field === undefined) return [];
    const [, manager = ''] = /conflict with "([^"]*)"/.exec(message) ?? [];
    const said = `"${manager}" owns this field in the cluster with another value. An apply would stop here.`;
    return [{ severity: 'information' as const, message: said, paths: [field] }];
  });
}
