import { expect, test } from 'vitest';
import type { Row } from '../cluster/resources/table.ts';
import { parseFilter } from './filter.ts';

const ROW: Row = {
  uid: '1',
  name: 'shop-web',
  namespace: 'default',
  cells: [],
  resourceVersion: '1',
  created: Number.NaN,
  deleting: false,
  owner: undefined,
  locked: false,
  labels: { app: 'shop', 'app.kubernetes.io/part-of': 'store' },
};

test.each([
  ['shop', true],
  ['WEB', true],
  ['  web  ', true],
  ['billing', false],
  ['shop web', true],
  ['shop billing', false],
  ['app=shop', true],
  ['app=sho', false],
  ['app==shop', true],
  ['app!=shop', false],
  ['tier!=web', true],
  ['app', false],
  ['app=shop web', true],
  ['app=shop,app.kubernetes.io/part-of=store', true],
  ['app=shop, app.kubernetes.io/part-of=other', false],
])('%s', (text, shown) => {
  expect(parseFilter(text)?.matches(ROW, [])).toBe(shown);
});

test.each([
  ['@unwell', 'CrashLoopBackOff', true],
  ['@Unwell shop', 'Pending', true],
  ['@unwell billing', 'CrashLoopBackOff', false],
  ['@unwell', 'Running', false],
  ['@unwell', 'Completed', false],
])('%s shows of what is %s: %s', (text, status, shown) => {
  const row = { ...ROW, cells: [status] };
  expect(parseFilter(text)?.matches(row, [{ name: 'Status', type: 'string' }])).toBe(shown);
});

test.each(['', '   ', ' , '])('filters nothing by "%s"', (text) => {
  expect(parseFilter(text)).toBeUndefined();
});
