import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectText } from '../../../explorer/objectText.ts';
import { MASK } from '../../look/mask.ts';
import { forbiddenChanges, readEdit } from './editable.ts';

test('an object that is shown is read back as it was, also what YAML 1.1 takes for something else', () => {
  const data = {
    a: 'yes',
    b: '0644',
    c: '1e3',
    d: '12:30:45',
    e: '2026-01-01',
    f: '~',
    g: '1_000',
    y: 'line\nline\n',
  };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'odd' }, data };
  expect(readEdit(objectText(object))).toMatchObject({ object, problems: [] });
  const key = fc.string().filter((text) => text !== '<<'); // which no object of the API has
  fc.assert(
    fc.property(
      fc.dictionary(key, fc.oneof(fc.string(), fc.double(), fc.array(fc.string()), fc.boolean())),
      (map) => {
        const other = JSON.parse(JSON.stringify({ ...object, data: map })) as typeof object;
        expect(readEdit(objectText(other)).object).toEqual(other);
      },
    ),
  );
});

test.each([
  ['a: [1', 'has no end'],
  ['a: 1\na: 2\n', 'a'],
  ['- a\n', 'no object any more'],
  ['', 'no object any more'],
  ['a: 1\n---\nb: 1\n', 'no second document'],
  ['<<: 1\n', 'erge'],
])('says what is wrong with %j', (text, message) => {
  const { problems } = readEdit(text);
  expect(problems.map((one) => one.message).join('\n')).toContain(message);
});

test.each(['# a note\n---\na: 1\n', 'a: 1\n---\n', '---\na: 1\n...\n'])('reads %j', (text) => {
  expect(readEdit(text)).toMatchObject({ object: { a: 1 }, problems: [] });
});

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'database', annotations: { 'kapp.k14s.io/original': MASK } },
  data: { password: MASK, user: MASK },
};

test.each([
  ['another name', { ...secret, metadata: { ...secret.metadata, name: 'other' } }, 'metadata.name'],
  ['another kind', { ...secret, kind: 'ConfigMap' }, 'kind'],
  ['a status', { ...secret, status: { ok: true } }, 'status'],
  ['no metadata', { ...secret, metadata: undefined }, 'metadata'],
  ['a typed value', { ...secret, data: { ...secret.data, password: 'b3Blbg==' } }, 'data.password'],
  ['a new value', { ...secret, data: { ...secret.data, more: 'b3Blbg==' } }, 'data.more'],
  ['a renamed key', { ...secret, data: { password: MASK, login: MASK } }, 'data.login'],
  ['plain text', { ...secret, stringData: { password: 'open' } }, 'stringData'],
])('refuses %s', (_what, edited, path) => {
  const plain = JSON.parse(JSON.stringify(edited)) as typeof secret;
  expect(forbiddenChanges(secret, plain).flatMap((one) => one.place?.paths)).toContain(path);
});

test.each([
  ['labels', { ...secret, metadata: { ...secret.metadata, labels: { team: 'shop' } } }],
  ['a key less', { ...secret, data: { user: MASK } }],
  ['no data at all', { ...secret, data: undefined }],
  ['no annotations', { ...secret, metadata: { name: 'database' } }],
])('lets pass %s of a Secret', (_what, edited) => {
  const plain = JSON.parse(JSON.stringify(edited)) as typeof secret;
  expect(forbiddenChanges(secret, plain)).toEqual([]);
});
