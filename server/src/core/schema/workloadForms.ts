import { parseCidr, parseIp } from '../syntax/ip.ts';
import { keyProblem } from '../syntax/labels.ts';
import { subdomainProblem } from '../syntax/names.ts';
import { oneOf } from './problem.ts';
import { suggest } from './suggest.ts';

/** A form of text that the API server asks for: what to call it, and what is wrong with a text. */
export interface Form {
  readonly name: string;
  readonly problem: (text: string) => string | undefined;
}

/** Forms of text in workloads, volumes, Services and Ingresses. */
export const WORKLOAD_FORMS: Readonly<Record<string, Form>> = {
  'spaced-ip-range': {
    name: 'a range of IP addresses',
    problem: (text) => (parseCidr(text.trim()) ? undefined : 'write it as in 10.9.8.0/24 or 2001:db8::/64'),
  },
  'cluster-ip': {
    name: 'an IP address',
    problem: (text) => (text === 'None' || parseIp(text) ? undefined : "write an address, 'None' or nothing"),
  },
  'search-domain': {
    name: 'a domain name',
    problem: (text) =>
      text === '.' ? undefined : subdomainProblem(text.replace(/\.$/, '').replaceAll('_', 'a')),
  },
  'domain-path': {
    name: 'a name with a domain',
    problem: (text) => {
      const [domain = '', ...path] = text.split('/');
      if (path.join('/') === '') return 'write it as in example.com/name';
      return (
        subdomainProblem(domain) ??
        (/^[\w\-.~!$&'()*+,;=:@%/]+$/.test(path.join('/'))
          ? undefined
          : "what stands behind the first '/' must be a path")
      );
    },
  },
  'http-header-name': {
    name: 'the name of an HTTP header',
    problem: (text) => (/^[-A-Za-z0-9]+$/.test(text) ? undefined : "use only letters, digits and '-'"),
  },
  'container-resource': {
    name: 'a resource of a container',
    problem: (text) => resourceProblem(text, CONTAINER_RESOURCES),
  },
  'any-resource': { name: 'a resource', problem: (text) => resourceProblem(text, ANY_RESOURCES) },
  storage: {
    name: 'what a volume has',
    problem: (text) => (text === 'storage' ? undefined : 'write `storage`'),
  },
  'container-measure': {
    name: 'a resource of a container',
    problem: (text) =>
      /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(text)
        ? undefined
        : 'write `limits.` or `requests.` before cpu, memory, ephemeral-storage or huge pages',
  },
  'limit-type': {
    name: 'what limits can be for',
    problem: (text) => ownOr(['Container', 'PersistentVolumeClaim', 'Pod'], text),
  },
  'namespace-finalizer': { name: 'a finalizer', problem: (text) => ownOr(['kubernetes'], text) },
  'key-usage': {
    name: 'a usage of a key',
    problem: (text) => {
      if (KEY_USAGES.includes(text)) return undefined;
      const near = suggest(text, KEY_USAGES);
      return near ? `did you mean "${near.word}"?` : `write ${oneOf(KEY_USAGES)}`;
    },
  },
  'relative-path': {
    name: 'a path within the volume',
    problem: (text) =>
      text.startsWith('/') || text.split('/').includes('..')
        ? "write it without '/' at the front and without '..'"
        : undefined,
  },
};

/** https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/certificate-signing-request-v1/ */
const KEY_USAGES = [
  'client auth',
  'server auth',
  'digital signature',
  'key encipherment',
  'key agreement',
  'signing',
  'cert sign',
  'crl sign',
  'code signing',
  'content commitment',
  'data encipherment',
  'decipher only',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'timestamping',
  'any',
];

/** Resources that stand in manifests without a domain before them. */
const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const COUNTED = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
];
const ANY_RESOURCES = [
  ...CONTAINER_RESOURCES,
  'storage',
  'requests.storage',
  ...CONTAINER_RESOURCES.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...COUNTED,
  'services.loadbalancers',
  'services.nodeports',
];

/** A resource that the API server knows, or one with a domain before it (`nvidia.com/gpu`). */
function resourceProblem(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name) || /^(?:requests\.)?hugepages-/.test(name)) return undefined;
  const problem = keyProblem(name);
  if (problem !== undefined || name.includes('/')) return problem;
  const near = suggest(name, known);
  return near
    ? `did you mean "${near.word}"?`
    : `write ${oneOf(CONTAINER_RESOURCES)}, or a name with a domain such as example.com/${name}`;
}

/** A name with a domain before it, or one of these. */
function ownOr(known: readonly string[], name: string): string | undefined {
  if (known.includes(name)) return undefined;
  return (
    keyProblem(name) ??
    (name.includes('/')
      ? undefined
      : `write ${oneOf(known)}, or a name with a domain such as example.com/${name}`)
  );
}
