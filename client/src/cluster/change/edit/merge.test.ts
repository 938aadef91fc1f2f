import { expect, test } from 'vitest';
import * as fc from 'fast-check';
import { changeLines, changeText, fieldChanges } from './fieldChanges.ts';
import { mergeThree } from './merge.ts';

const base = {
  metadata: { labels: { app: 'web' }, annotations: { note: 'old' } },
  spec: {
    replicas: 2,
    containers: [
      { name: 'web', image: 'web:1', args: ['--a'], ports: [{ containerPort: 80 }] },
      { name: 'log', image: 'log:1' },
    ],
  },
};

const copy = (): typeof base => structuredClone(base);

test('keeps what others have changed elsewhere, within items of lists, too', () => {
  const mine = copy();
  mine.spec.containers[0]!.image = 'web:2';
  const theirs = { ...copy(), status: { ready: 2 } };
  theirs.spec.replicas = 5;
  theirs.spec.containers[0]!.args = ['--b'];
  theirs.spec.containers.unshift({ name: 'proxy', image: 'proxy:1' });
  const { object, conflicts } = mergeThree({ base, mine, theirs });
  expect(conflicts).toEqual([]);
  expect(object).toEqual({
    ...base,
    status: { ready: 2 },
    spec: {
      replicas: 5,
      containers: [
        { name: 'web', image: 'web:2', args: ['--b'], ports: [{ containerPort: 80 }] },
        { name: 'log', image: 'log:1' },
        { name: 'proxy', image: 'proxy:1' },
      ],
    },
  });
});

test('says where both have changed the same, and takes the preferred side', () => {
  const mine = copy();
  mine.spec.replicas = 3;
  mine.spec.containers[0]!.args = ['--mine'];
  mine.spec.containers.pop();
  const theirs = copy();
  theirs.spec.replicas = 4;
  theirs.spec.containers[0]!.args = ['--theirs'];
  theirs.spec.containers[1]!.image = 'log:2';
  const { object, conflicts } = mergeThree({ base, mine, theirs });
  expect(conflicts.map(({ path, mine: own, theirs: other }) => [path, own, other])).toEqual([
    ['spec.replicas', 3, 4],
    ['spec.containers[name="web"].args', ['--mine'], ['--theirs']],
    ['spec.containers[name="log"]', undefined, { name: 'log', image: 'log:2' }],
  ]);
  expect(object).toEqual(mine);
  expect(mergeThree({ base, mine, theirs }, 'theirs').object).toEqual(theirs);
});

test('takes away the annotations that were shown, and no others', () => {
  const mine = { ...copy(), metadata: { labels: { app: 'web' } } };
  const theirs = copy();
  Object.assign(theirs.metadata.annotations, { 'deployment.kubernetes.io/revision': '3' });
  const { object, conflicts } = mergeThree({ base, mine, theirs });
  expect(conflicts).toEqual([]);
  expect(object['metadata']).toEqual({
    labels: { app: 'web' },
    annotations: { 'deployment.kubernetes.io/revision': '3' },
  });
});

test('an object that nobody else has changed becomes mine, one that I have not changed stays', () => {
  const json = fc.dictionary(
    fc.string(),
    fc.oneof(
      fc.jsonValue(),
      fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), image: fc.string() }), { maxLength: 4 }),
    ),
  );
  const plain = json.map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      expect(mergeThree({ base: one, mine: other, theirs: one })).toEqual({ object: other, conflicts: [] });
      expect(mergeThree({ base: one, mine: one, theirs: other })).toEqual({ object: other, conflicts: [] });
      expect(fieldChanges(one, other).length > 0).toBe(
        JSON.stringify(one) !== JSON.stringify(other) && fieldChanges(other, one).length > 0,
      );
    }),
  );
});

test('tells what differs, field by field', () => {
  const after = copy();
  after.spec.replicas = 3;
  after.spec.containers[0]!.image = 'web:2';
  after.spec.containers.pop();
  Object.assign(after.metadata.labels, { 'app.kubernetes.io/name': 'web' });
  expect(fieldChanges(base, after).map(changeText)).toEqual([
    '+ metadata.labels[app.kubernetes.io/name]: web',
    'spec.replicas: 2 → 3',
    'spec.containers[name="web"].image: web:1 → web:2',
    '− spec.containers[name="log"]: {"name":"log","image":"log:1"}',
  ]);
  expect(changeLines(fieldChanges(base, after), 1)).toEqual([
    '+ metadata.labels[app.kubernetes.io/name]: web',
    'and 3 more; "Show the Difference" has all',
  ]);
  const turned = copy();
  turned.spec.containers.reverse();
  expect(fieldChanges(base, turned).map(({ path }) => path)).toEqual(['spec.containers']);
});
