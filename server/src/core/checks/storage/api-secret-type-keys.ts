import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { listed } from '../oneOf.ts';
import { decode, encode, isBase64 } from './base64.ts';
import { configData, isPending } from './configData.ts';

export default defineCheck({
  id: 'api-secret-type-keys',
  title: 'A Secret has the keys of its type, and base64 in data',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['ConfigMap', 'Secret'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, environment, report }) {
    const data = configData(resource);
    for (const entry of data?.base64.entries() ?? []) {
      const text = entry.string;
      if (text === undefined || isBase64(text) || isPending(text, resource)) continue;
      const plain =
        resource.kind === 'Secret' ? 'put plain text into `stringData`' : 'put plain text into `data`';
      const edits: Fix['edits'] = () => set(entry, encode(text));
      report(entry, `this is no base64, which \`${entry.parent?.key}\` holds: encode it, or ${plain}`, {
        fixes: [{ title: 'Encode as base64', safe: false, edits }],
      });
    }
    const type = target.at('type');
    if (resource.kind !== 'Secret' || !data || !type.string) return;
    if (!environment.partial) {
      for (const { field, keys } of missing(resource, type.string))
        report(field, `a Secret of type ${type.string} needs ${listed(keys, 'or')}: add it`, { at: type });
    }
    const json = environment.partial ? undefined : jsonProblem(resource, type.string);
    // The server moves `stringData` into `data` before it looks.
    const message = `a Secret of type ${type.string} holds JSON here, and this is none: correct it`;
    if (json) report(target.at('data', String(json.key)), message, { at: json });
  },
});

/** Keys of which at least one must be there: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types. */
const KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
};

function missing({ root }: Resource, type: string): { field: Field; keys: readonly string[] }[] {
  if (type === 'kubernetes.io/service-account-token') {
    const name = 'kubernetes.io/service-account.name';
    const field = root.at('metadata', 'annotations', name);
    return field.written ? [] : [{ field, keys: [`metadata.annotations[${name}]`] }];
  }
  const groups = Object.hasOwn(KEYS, type) ? (KEYS[type] ?? []) : [];
  return groups
    .filter((keys) => !keys.some((key) => isThere(root, key)))
    .map((keys) => ({ field: root.at('data', keys[0] ?? ''), keys }));
}

/** An empty value is one, except of a private key for SSH. */
function isThere(root: Resource['root'], key: string): boolean {
  const fields = ['data', 'stringData']
    .map((part) => root.at(part, key))
    .filter(({ node }) => node !== undefined);
  return key === 'ssh-privatekey' ? fields.some(({ written }) => written) : fields.length > 0;
}

/** The value that has to be JSON and is not. */
function jsonProblem(resource: Resource, type: string): Field | undefined {
  const key = /^kubernetes\.io\/(dockercfg|dockerconfigjson)$/.exec(type)?.[1];
  if (!key) return undefined;
  const text = resource.root.at('stringData', `.${key}`);
  const encoded = resource.root.at('data', `.${key}`);
  const field = text.node === undefined ? encoded : text;
  const value = field.value === null ? '' : field.string;
  if (value === undefined || isPending(value, resource) || (field === encoded && !isBase64(value)))
    return undefined;
  const json = field === text ? value : decode(value);
  return isPending(json, resource) || isObject(json) ? undefined : field;
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
