import { mentionedPaths, mentionedValues } from './mentions.ts';
import { podSecuritySayings } from './podSecurity.ts';
import type { Saying, Subject } from './saying.ts';
import { containerPaths, podSpecPath } from './saying.ts';

/** What admission says against an object; nothing where it was not admission that said no. */
export function admissionSayings(message: string, subject: Subject): Saying[] {
  const webhook = /admission webhook "([^"]*)" denied the request(?:: ([\s\S]*)| without explanation)$/.exec(
    message,
  );
  if (webhook) return webhookSayings(webhook[1] ?? '', webhook[2] ?? message, subject);
  const policy = policySaying(message, subject, 'error');
  if (policy) return [policy];
  const security = podSecuritySayings(message, subject, 'error');
  if (security.length > 0) return security;
  return [...quotaSayings(message, subject), ...limitSayings(message, subject)];
}

/**
 * `ValidatingAdmissionPolicy 'replicas' with binding 'all' denied request: at most 5` or, as a warning, `Validation failed for
 * ValidatingAdmissionPolicy 'replicas' with binding 'all': at most 5`
 * (https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/).
 */
export function policySaying(
  message: string,
  subject: Subject,
  severity: Saying['severity'],
): Saying | undefined {
  const found =
    /ValidatingAdmissionPolicy '([^']*)' with binding '([^']*)'(?: denied request)?: ([\s\S]*)$/.exec(
      message,
    );
  if (!found) return undefined;
  const [, policy, binding, said = ''] = found;
  return free(said, subject, severity, `ValidatingAdmissionPolicy ${policy}, binding ${binding}`);
}

function webhookSayings(webhook: string, said: string, subject: Subject): Saying[] {
  const gatekeeper = gatekeeperSayings(said, subject);
  if (gatekeeper.length > 0) return gatekeeper;
  const kyverno = kyvernoSayings(said, subject);
  return kyverno.length > 0 ? kyverno : [free(said.trim(), subject, 'error', `webhook ${webhook}`)];
}

/** `[constraint] message`, one a line (https://open-policy-agent.github.io/gatekeeper/website/docs/violations/). */
function gatekeeperSayings(said: string, subject: Subject): Saying[] {
  const parts = [...said.matchAll(/^\[([^\]\n]+)\] ([\s\S]*?)(?=\n\[[^\]\n]+\] |$(?![\s\S]))/gm)];
  return parts.map(([, constraint = '', text = '']) =>
    free(text.trim(), subject, 'error', `Gatekeeper ${constraint}`),
  );
}

/**
 * `resource Pod/shop/web was blocked due to the following policies` and, as YAML, policy, rule and message, with the path at the end of the
 * message where a pattern failed (https://kyverno.io/docs/policy-types/cluster-policy/validate/). Also `policy X / rule Y: message`.
 */
function kyvernoSayings(said: string, subject: Subject): Saying[] {
  const inLine = /^policy (\S+)(?: \/ |\/)(?:rule )?(\S+?): ([\s\S]*)$/.exec(said.trim());
  if (inLine) return [kyverno(inLine[1] ?? '', inLine[2] ?? '', inLine[3] ?? '', subject)];
  if (!/was blocked due to the following policies/.test(said)) return [];
  const found: Saying[] = [];
  let policy = '';
  for (const { indent, key, text } of entries(said.slice(said.indexOf('policies') + 'policies'.length))) {
    if (indent === 0 && text === '') policy = key;
    else if (policy !== '' && text !== '') found.push(kyverno(policy, key, text, subject));
  }
  return found;
}

function kyverno(policy: string, rule: string, text: string, subject: Subject): Saying {
  const [, path] = /failed at path (\/\S*)/.exec(text) ?? [];
  const saying = free(text, subject, 'error', `Kyverno ${policy} / ${rule}`);
  return path === undefined ? saying : { ...saying, paths: [path] };
}

interface Entry {
  readonly indent: number;
  readonly key: string;
  readonly text: string;
}

/** `key: value` of a text as Kyverno writes it: quoted or not, and folded over lines that are indented deeper. */
function entries(text: string): Entry[] {
  const found: Entry[] = [];
  for (const line of text.split('\n')) {
    const [, spaces = '', key, value = ''] = /^( *)([\w.-]+):(?: +(.*))?$/.exec(line) ?? [];
    const last = found.at(-1);
    const indent = spaces.length;
    const isMore = last && last.text !== '' && line.search(/\S/) > last.indent;
    if (key !== undefined && !isMore) found.push({ indent, key, text: value });
    else if (isMore) found[found.length - 1] = { ...last, text: `${last.text} ${line.trim()}` };
  }
  return found.map((one) => ({ ...one, text: unquoted(one.text) }));
}

function unquoted(text: string): string {
  const plain = text.replace(/^[|>][-+]? /, '');
  const [, quote, inner] = /^(["'])([\s\S]*)\1$/.exec(plain) ?? [];
  if (inner === undefined) return plain;
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll('\\"', '"');
}

/** `exceeded quota: compute, requested: requests.cpu=2, used: requests.cpu=1, limited: requests.cpu=2` and `failed quota: compute: must specify limits.cpu for: web`. */
function quotaSayings(message: string, subject: Subject): Saying[] {
  const failed = /failed quota: ([^:]+): must specify ([\s\S]*)$/.exec(message);
  if (failed)
    return (failed[2] ?? '').split('; ').flatMap((part) => {
      const [resource = '', names = ''] = part.split(' for: ');
      return names.split(',').map((name) => ({
        severity: 'error' as const,
        message: `must specify ${resource}`,
        by: `quota ${failed[1]}`,
        paths: containerPaths(subject, name.trim(), `resources.${amountPath(resource)}`),
      }));
    });
  const exceeded = /(exceeded quota: ([^,]+), requested: ([\s\S]*?), used: [\s\S]*)$/.exec(message);
  if (!exceeded) return [];
  const [, said = '', quota = '', requested = ''] = exceeded;
  const resources = requested.split(',').map((one) => one.split('=')[0] ?? '');
  const paths = resources.flatMap((one) => amountPaths(one, subject));
  return [{ severity: 'error', message: said, by: `quota ${quota}`, paths: [], maybe: paths }];
}

/** `maximum cpu usage per Container is 1, but limit is 2` (https://kubernetes.io/docs/concepts/policy/limit-range/). */
function limitSayings(message: string, subject: Subject): Saying[] {
  const parts = message.matchAll(
    /(?:maximum|minimum) (\S+) usage per (?:Container|Pod|PersistentVolumeClaim) is [^,]+?, but (limit|request) is [^,\]]+?\.?(?=[,\]]|$)|(?:maximum|minimum) (\S+) usage per \w+ is [^,\].]+\.\s+No (limit|request) is specified/g,
  );
  return [...parts].map(([said, resource = '', which, other = '', missing]) => ({
    severity: 'error',
    message: said,
    by: 'LimitRange',
    paths: [],
    maybe: amountPaths(`${which ?? missing}s.${resource || other}`, subject),
  }));
}

function amountPath(resource: string): string {
  const [which = '', ...name] = resource.split('.');
  return which === 'requests' || which === 'limits'
    ? `${which}["${name.join('.')}"]`
    : `requests["${resource}"]`;
}

/** Where an amount may stand in an object: in containers, the pod, or a claim. */
function amountPaths(resource: string, subject: Subject): string[] {
  const spec = podSpecPath(subject);
  const amount = `resources.${amountPath(resource)}`;
  const holders = [`${spec}.containers`, `${spec}.initContainers`, spec, 'spec'];
  const count = /^services\.(?:nodeports|loadbalancers)$/.test(resource) ? ['spec.type'] : [];
  return [
    ...holders.flatMap((holder) => [`${holder}.${amount}`]),
    ...count,
    ...holders.map((one) => `${one}.resources`),
  ];
}

/** What free words say: at a field that they name, if there is one. */
function free(message: string, subject: Subject, severity: Saying['severity'], by: string): Saying {
  return {
    severity,
    message,
    by,
    paths: [],
    maybe: mentionedPaths(message, subject),
    values: mentionedValues(message),
  };
}
