import { expect, test } from 'vitest';
import { parseSelector } from './selector.ts';

test.each([
  ['app=shop', { app: 'shop' }, true],
  ['app=shop', { app: 'till' }, false],
  ['app=shop,tier=web', { app: 'shop', tier: 'web', more: 'x' }, true],
  ['app=shop,tier=web', { app: 'shop' }, false],
  ['example.com/app=shop,tier in (web,api)', { 'example.com/app': 'shop', tier: 'api' }, true],
  ['tier in (web,api)', {}, false],
  ['tier notin (web, api)', { tier: 'api' }, false],
  ['tier notin (web,api)', {}, true],
  ['app!=shop', { app: 'till' }, true],
  ['app,!old', { app: '' }, true],
  ['app,!old', { app: '', old: 'yes' }, false],
])('%s on %j: %s', (text, labels, selected) => {
  expect(parseSelector(text)?.matches(labels)).toBe(selected);
});

test.each(['', '<none>', '<error>', 'app=shop;tier', 'tier in web'])('%s is no selector', (text) => {
  expect(parseSelector(text)).toBeUndefined();
});

test('names a label to look things up by, where there is one', () => {
  expect(parseSelector('tier in (a),app=shop')?.label).toEqual(['app', 'shop']);
  expect(parseSelector('tier in (a)')?.label).toBeUndefined();
});
