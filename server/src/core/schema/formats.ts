import { parseCidr, parseIp } from '../syntax/ip.ts';
import { keyProblem, valueProblem } from '../syntax/labels.ts';
import { dns1035Problem, labelProblem, subdomainProblem } from '../syntax/names.ts';
import { portNameProblem } from '../syntax/ports.ts';

/** A form of text that the API server asks for: what to call it, and what is wrong with a text. */
interface Form {
  readonly name: string;
  readonly problem: (text: string) => string | undefined;
}

/** Forms that the tables in `facts/rules` name. Nothing else has such a format, so schemas of custom resources are not concerned. */
const FORMS: Readonly<Record<string, Form>> = {
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

/** Whether it is one of the forms of text that only the tables of rules name. */
export function isForm(format: string): boolean {
  return Object.hasOwn(FORMS, format);
}

/** What is wrong with a text that should have one of these forms, if anything. */
export function formProblem(text: string, format: string): string | undefined {
  const form = FORMS[format];
  const problem = form?.problem(text);
  return form && problem !== undefined ? `is not ${form.name}: ${problem}` : undefined;
}
