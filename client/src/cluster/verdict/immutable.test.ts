import { expect, test } from 'vitest';
import { fixedDifferences, withFixedFields } from './immutable.ts';

const metadata = { name: 'db', namespace: 'shop' };
const STATEFUL_SET = (size: string, replicas: number, labels: object) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata,
  spec: {
    replicas,
    serviceName: 'db',
    selector: { matchLabels: labels },
    template: { spec: { containers: [{ name: 'db', image: `db:${replicas}` }] } },
    volumeClaimTemplates: [
      { metadata: { name: 'data' }, spec: { resources: { requests: { storage: size } } } },
    ],
  },
});

test('finds the very fields that cannot be changed, with what the cluster has', () => {
  const live = STATEFUL_SET('1Gi', 1, { app: 'db', 'a.b/c': 'x' });
  expect(fixedDifferences(STATEFUL_SET('1024Mi', 3, { app: 'db', 'a.b/c': 'x' }), live)).toEqual([]);
  expect(fixedDifferences(STATEFUL_SET('2Gi', 3, { app: 'db', 'a.b/c': 'y' }), live)).toEqual([
    { path: 'spec.selector.matchLabels[a.b/c]', value: 'x' },
    { path: 'spec.volumeClaimTemplates[0].spec.resources.requests.storage', value: '1Gi' },
  ]);
});

test('says them in place of what the server says of the whole, and keeps the rest', () => {
  const refusal = {
    severity: 'error',
    message:
      "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals' are forbidden",
    paths: ['spec'],
  } as const;
  const other = { severity: 'error', message: 'Invalid value: 1', paths: ['spec.replicas'] } as const;
  const live = STATEFUL_SET('1Gi', 1, { app: 'db' });
  const found = withFixedFields([refusal, other], STATEFUL_SET('2Gi', 1, { app: 'db' }), live);
  expect(found).toEqual([
    other,
    {
      severity: 'error',
      message:
        'This cannot be changed once the object is there: the cluster has "1Gi". Set it back, or replace the object.',
      paths: ['spec.volumeClaimTemplates[0].spec.resources.requests.storage'],
      check: 'api-immutable',
    },
  ]);
  expect(withFixedFields([other], STATEFUL_SET('2Gi', 1, { app: 'db' }), live)).toEqual([other]);
});

const SECRET = (password: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata,
  immutable: true,
  data: { password },
});

test('tells no value of a Secret', () => {
  const refusal = {
    severity: 'error',
    message: 'Forbidden: field is immutable when `immutable` is set',
    paths: ['data'],
  } as const;
  const [said] = withFixedFields([refusal], SECRET('bmV3'), SECRET('b2xk'));
  expect(said).toMatchObject({ paths: ['data.password'] });
  expect(JSON.stringify(said)).not.toMatch(/b2xk|bmV3/);
});
