import { parseCidr, parseIp } from '../syntax/ip.ts';
import { keyProblem, valueProblem } from '../syntax/labels.ts';
import { dns1035Problem, labelProblem, subdomainProblem } from '../syntax/names.ts';
import { portNameProblem } from '../syntax/ports.ts';
import type { Form } from './workloadForms.ts';
import { WORKLOAD_FORMS } from './workloadForms.ts';

/** Forms that the tables in `facts/rules` name. Nothing else has such a format, so schemas of custom resources are not concerned. */
const FORMS: Readonly<Record<string, Form>> = {
  ...WORKLOAD_FORMS,
  'dns-label': { name: 'a DNS label', problem: labelProblem },
  'dns-subdomain': { name: 'a domain name', problem: subdomainProblem },
  'dns-1035-label': { name: 'a DNS label', problem: dns1035Problem },
  'qualified-name': { name: 'a qualified name', problem: keyProblem },
  'label-value': { name: 'the value of a label', problem: valueProblem },
  'port-name': { name: 'the name of a port', problem: portNameProblem },
  'ip-address': {
    name: 'an IP address',
    problem: (text) => (parseIp(text) ? undefined : 'write it as in 10.9.8.7 or 2001:db8::1'),
  },
  'ip-range': {
    name: 'a range of IP addresses',
    problem: (text) => (parseCidr(text) ? undefined : 'write it as in 10.9.8.0/24 or 2001:db8::/64'),
  },
  'mixed-dns-1035-label': {
    name: 'the name of a kind',
    problem: (text) => dns1035Problem(text.toLowerCase()),
  },
  'three-part': {
    name: 'a name of its own',
    problem: (text) =>
      text.split('.').length > 2 ? undefined : 'write at least three parts, as in `check.shop.example.com`',
  },
  'https-url': { name: 'the address of a webhook', problem: httpsUrlProblem },
  'webhook-path': { name: 'the path of a webhook', problem: webhookPathProblem },
  identifier: {
    name: 'an identifier',
    problem: (text) =>
      /^[A-Za-z_]\w*$/.test(text) ? undefined : "use only letters, digits and '_', and no digit in front",
  },
  'semantic-version': {
    name: 'a version',
    problem: (text) => (SEMANTIC_VERSION.test(text) ? undefined : 'write it as in 1.36.0'),
  },
  'pool-name': {
    name: 'the name of a pool',
    problem: (text) =>
      text.length > 253
        ? 'at most 253 characters are allowed'
        : firstProblem(text.split('/'), subdomainProblem),
  },
  'device-attribute': { name: 'the name of an attribute', problem: attributeProblem },
  'device-request': {
    name: 'the name of a request',
    problem: (text) => {
      const names = text.split('/');
      return names.length > 2
        ? 'write `request`, or `request/subrequest` for one of its choices'
        : firstProblem(names, labelProblem);
    },
  },
  'driver-name': {
    name: 'the name of a driver',
    problem: (text) =>
      text.length > 63 ? 'at most 63 characters are allowed' : subdomainProblem(text.toLowerCase()),
  },
  'api-version': {
    name: 'an API version',
    problem: (text) => {
      const [version = '', group, ...more] = text.split('/').toReversed();
      if (more.length > 0) return 'write `version`, or `group/version`';
      return dns1035Problem(version) ?? (group ? subdomainProblem(group) : undefined);
    },
  },
  'group-version': {
    name: 'an API version',
    problem: (text) => (text.split('/').length > 2 ? 'write `version`, or `group/version`' : undefined),
  },
  'request-path': {
    name: 'the path of a request',
    problem: (text) => {
      if (text === '*') return undefined;
      if (!text.startsWith('/')) return "begin it with '/'";
      if (text.includes('//')) return "leave out the second '/'";
      return /\*./.test(text) || /[^/]\*$/.test(text)
        ? "'*' may only stand at the end, behind a '/'"
        : undefined;
    },
  },
  'absolute-path': {
    name: 'an absolute path',
    problem: (text) => (text.startsWith('/') ? undefined : "begin it with '/'"),
  },
  'path-segment': {
    name: 'a name',
    problem: (text) =>
      text === '.' || text === '..' || /[/%]/.test(text)
        ? "it must not be '.' or '..' nor contain '/' or '%'"
        : undefined,
  },
};

const SEMANTIC_VERSION = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

function firstProblem(
  texts: readonly string[],
  problem: (text: string) => string | undefined,
): string | undefined {
  for (const text of texts) {
    const found = problem(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url. */
function httpsUrlProblem(text: string): string | undefined {
  if (!/^https:\/\/[^/?#]/.test(text)) return 'write it as in https://hooks.example.com/check';
  const extra = /^https:\/\/[^/?#]*@/.test(text) ? '@' : /[?#]/.exec(text)?.[0];
  return extra === undefined ? undefined : `'${extra}' is not allowed in it`;
}

function webhookPathProblem(text: string): string | undefined {
  if (text === '/') return undefined;
  if (!text.startsWith('/')) return "begin it with '/'";
  return firstProblem(text.slice(1).replace(/\/$/, '').split('/'), subdomainProblem);
}

/** `memory`, or `gpu.example.com/memory` (https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/). */
function attributeProblem(text: string): string | undefined {
  const parts = text.split('/');
  if (parts.length > 2) return undefined; // taken as it is
  if (parts.length < 2) return 'write the domain in front, as in gpu.example.com/memory';
  const name = parts.pop() ?? '';
  if (!/^[A-Za-z_]\w{0,31}$/.test(name)) return "use only letters, digits and '_', and at most 32 of them";
  return firstProblem(parts, subdomainProblem);
}

/** Whether it is one of the forms of text that only the tables of rules name. */
export function isForm(format: string): boolean {
  return format === 'mapping' || Object.hasOwn(FORMS, format.replace('*', ''));
}

/** What is wrong with a text that should have this form, if anything. `*dns-label` allows `*` as well. */
export function formProblem(text: string, format: string): string | undefined {
  const form = FORMS[format.replace('*', '')];
  if (text === '*' && format.startsWith('*')) return undefined;
  const problem = form?.problem(text);
  return form && problem !== undefined ? `is not ${form.name}: ${problem}` : undefined;
}
