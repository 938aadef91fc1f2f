import { expect, it } from 'vitest';
import { mayHoldManifest } from './detect.ts';

const parts = Object.fromEntries(
  Array.from({ length: 2000 }, (_, index) => [`part${index}`, { apiVersion: { type: 'string' }, kind: {} }]),
);

it.for([
  [true, { apiVersion: 'v1', kind: 'ConfigMap' }],
  [true, { apiVersion: 'v1', kind: 'List', items: [], parts }],
  [false, { openapi: '3.0.0', parts }],
] as const)('says %s of an object in JSON', ([expected, value]) => {
  expect(mayHoldManifest(JSON.stringify(value, undefined, 2))).toBe(expected);
});

it('leaves large JSON with a mistake to the parser', () => {
  expect(mayHoldManifest(JSON.stringify({ parts }).slice(0, -1))).toBe(true);
});
