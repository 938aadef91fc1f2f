import { expect, test } from 'vitest';
import type { Quantities } from '../cluster/usage/amounts.ts';
import { amountsOf, sumOf } from '../cluster/usage/amounts.ts';
import type { Bounded } from '../cluster/usage/bounds.ts';
import { boundsOf } from '../cluster/usage/bounds.ts';
import { usedOf } from './usageText.ts';

const uses = (all: Readonly<Record<string, Quantities>>) => {
  const containers = new Map(Object.entries(all).map(([name, usage]) => [name, amountsOf(usage)]));
  return { containers, ...sumOf([...containers.values()]) };
};
const pod = (containers: NonNullable<Bounded['spec']>['containers'], more: object = {}): Bounded => ({
  spec: { containers: containers ?? [], ...more },
});
const web = (limits: Quantities, requests: Quantities = {}) => ({
  name: 'web',
  resources: { limits, requests },
});

test('says what a pod uses of its limits, else of its requests', () => {
  const usage = uses({ web: { cpu: '125m', memory: '64Mi' } });
  expect(usedOf(usage)?.text).toBe('CPU 125m · memory 64Mi');
  expect(usedOf(usage, boundsOf(pod([web({ cpu: '250m' }, { memory: '32Mi' })])))).toEqual({
    text: 'CPU 125m (50 % of limit) · memory 64Mi (200 % of request)',
    isNearLimit: false,
  });
});

test('knows no limit of a pod of which a container has none, but counts sidecars', () => {
  const usage = uses({ web: { cpu: '1', memory: '1Gi' }, log: { cpu: '3n', memory: '1Gi' } });
  const log = { name: 'log', restartPolicy: 'Always', resources: { limits: { memory: '3Gi' } } };
  expect(usedOf(usage, boundsOf(pod([web({}), log])))?.text).toBe('CPU 1001m · memory 2048Mi');
  const both = pod([web({ memory: '5Gi' })], { initContainers: [log, { name: 'init' }] });
  expect(usedOf(usage, boundsOf(both))?.text).toBe('CPU 1001m · memory 2048Mi (25 % of limit)');
  const whole = pod([web({})], { resources: { limits: { memory: '4Gi' } } });
  expect(usedOf(usage, boundsOf(whole))?.text).toBe('CPU 1001m · memory 2048Mi (50 % of limit)');
});

test('warns of the container that is near its memory limit, and of a node that is nearly full', () => {
  const near = pod([web({ memory: '100Mi' }), { name: 'log', resources: { limits: { memory: '1Gi' } } }]);
  const usage = { web: { cpu: '1m', memory: '95Mi' }, log: { cpu: '1m', memory: '1Mi' } };
  expect(usedOf(uses(usage), boundsOf(near))).toEqual({
    text: 'CPU 2m · memory 96Mi (web at 95 % of its limit)',
    isNearLimit: true,
  });
  const node = boundsOf({ status: { allocatable: { cpu: '4', memory: '20Gi' } } });
  expect(usedOf(amountsOf({ cpu: '1', memory: '19Gi' }), node)).toEqual({
    text: 'CPU 1000m (25 % of allocatable) · memory 19.0Gi (95 % of allocatable)',
    isNearLimit: true,
  });
  expect(usedOf({ cpu: undefined, memory: undefined })).toBeUndefined();
});
