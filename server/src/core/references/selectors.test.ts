import { expect, it } from 'vitest';
import { ManifestDocument } from '../manifest/document.ts';
import { labelSelector, plainSelector } from './selectors.ts';

const field = (yaml: string) =>
  new ManifestDocument(`apiVersion: v1\nkind: X\nselector: ${yaml}\n`).root.at('selector');
const labels = (text: Record<string, string>) => new Map(Object.entries(text));

it.each([
  ['{matchLabels: {app: web}}', { app: 'web', tier: 'x' }, true],
  ['{matchLabels: {app: web}}', { app: 'api' }, false],
  ['{matchExpressions: [{key: app, operator: In, values: [web, api]}]}', { app: 'api' }, true],
  ['{matchExpressions: [{key: app, operator: In, values: [web, api]}]}', {}, false],
  ['{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', {}, true],
  ['{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}', { app: 'web' }, false],
  ['{matchExpressions: [{key: app, operator: Exists}]}', { app: '' }, true],
  ['{matchExpressions: [{key: app, operator: DoesNotExist}]}', { app: '' }, false],
  ['{matchExpressions: [{key: app, operator: Like, values: [web]}]}', { app: 'web' }, false],
  ['{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: Exists}]}', { app: 'web' }, false],
  ['{}', {}, true],
] as const)('label selector %s on %j: %s', (yaml, on, expected) => {
  expect(labelSelector(field(yaml))?.matches(labels(on))).toBe(expected);
});

it('selects nothing where it is absent, or a plain one is empty', () => {
  expect(labelSelector(field('null'))).toBeUndefined();
  expect(plainSelector(field('{}'))).toBeUndefined();
  expect(plainSelector(field('{app: web}'))?.matches(labels({ app: 'web', b: 'c' }))).toBe(true);
  expect(plainSelector(field('{app: web, b: d}'))?.matches(labels({ app: 'web', b: 'c' }))).toBe(false);
});
