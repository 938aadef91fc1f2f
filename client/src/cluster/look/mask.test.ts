import { describe, expect, it } from 'vitest';
import { objectText } from '../../explorer/objectText.ts';
import { maskSecrets } from './mask.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = (metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'database', ...metadata },
  data: { password: base64('opensesame') },
  stringData: { token: 'opensesame' },
});
const configMap = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web' },
  data: { color: 'green' },
};

describe('the values of Secrets are masked', () => {
  const { apiVersion: _, kind: __, ...item } = secret();
  const cases: readonly [string, object][] = [
    ['in a Secret', secret()],
    ['in its copy', secret({ annotations: { [LAST_APPLIED]: JSON.stringify(secret()) } })],
    ['in a packed copy', secret({ annotations: { 'objectset.rio.cattle.io/applied': 'opensesame' } })],
    ['in a List', { apiVersion: 'v1', kind: 'List', items: [configMap, secret()] }],
    ['in a SecretList', { apiVersion: 'v1', kind: 'SecretList', items: [item] }],
    [
      'in a manifest within an object',
      { kind: 'ManifestWork', spec: { workload: { manifests: [secret()] } } },
    ],
    [
      'in the copy of an object that holds one',
      {
        kind: 'ManifestWork',
        metadata: { annotations: { [LAST_APPLIED]: JSON.stringify({ spec: { manifests: [secret()] } }) } },
      },
    ],
    ['where `data` is no map', { ...secret(), data: 'opensesame', stringData: ['opensesame'] }],
    [
      'in a Helm release',
      { ...secret(), type: 'helm.sh/release.v1', data: { release: base64('opensesame') } },
    ],
  ];
  it.each(cases)('%s', (_name, object) => {
    const text = JSON.stringify(maskSecrets(object)) + objectText(object, { managedFields: true });
    expect(text).not.toContain('opensesame');
    expect(text).not.toContain(base64('opensesame'));
    expect(text).toContain('(hidden)');
  });
});

it('leaves all else as it is', () => {
  const copy = { [LAST_APPLIED]: JSON.stringify(configMap) };
  const object = { ...configMap, metadata: { name: 'web', annotations: copy } };
  expect(maskSecrets(object)).toEqual(object);
  expect(maskSecrets({ ...secret(), data: null })).toMatchObject({ data: null });
});

it('shows on request what a Secret says', () => {
  expect(objectText(secret(), { secrets: true })).toContain('password: b3BlbnNlc2FtZQ== # opensesame\n');
  const twoLines = { ...secret(), data: { key: base64('a\nb') } };
  expect(objectText(twoLines, { secrets: true })).toContain('key: YQpi\n');
});

it('leaves out managedFields, also those of items', () => {
  const item = { ...configMap, metadata: { name: 'web', managedFields: [{ manager: 'kubectl' }] } };
  const list = { apiVersion: 'v1', kind: 'List', items: [item] };
  expect(objectText(list)).not.toContain('managedFields');
  expect(objectText(list, { managedFields: true })).toContain('managedFields');
});
