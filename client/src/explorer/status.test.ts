import { expect, test } from 'vitest';
import type { Row } from '../cluster/resources/table.ts';
import { isResting, moodOf, summaryOf } from './status.ts';

/** Kind, cells by their columns as the API server prints them, and what is to be shown. */
const TABLE: readonly (readonly [kind: string, cells: Record<string, string | number>, mood: unknown])[] = [
  ['Pod', { Ready: '1/1', Status: 'Running' }, 'ok'],
  ['Pod', { Ready: '0/1', Status: 'Running' }, 'warning'],
  ['Pod', { Ready: '0/1', Status: 'CrashLoopBackOff' }, 'error'],
  ['Pod', { Ready: '0/1', Status: 'Init:0/2' }, 'warning'],
  ['Pod', { Ready: '0/1', Status: 'Completed' }, 'quiet'],
  ['Deployment', { Ready: '0/0' }, 'quiet'],
  ['Deployment', { Ready: '1/3', Available: 1 }, 'warning'],
  ['DaemonSet', { Desired: 3, Ready: 3, Available: 3 }, 'ok'],
  ['Job', { Status: 'Complete', Completions: '1/1' }, 'quiet'],
  ['Job', { Status: 'Failed', Completions: '0/1' }, 'error'],
  ['Job', { Status: 'FailureTarget', Completions: '0/1' }, 'error'],
  ['Job', { Status: 'Running', Completions: '0/1' }, 'ok'],
  ['Job', { Status: 'Suspended', Completions: '0/1' }, 'warning'],
  ['CronJob', { Schedule: '0 3 * * *', Suspend: 'True' }, 'quiet'],
  ['CronJob', { Schedule: '0 3 * * *', Suspend: 'False' }, undefined],
  ['PersistentVolumeClaim', { Status: 'Bound' }, 'ok'],
  ['PersistentVolumeClaim', { Status: 'Pending' }, 'warning'],
  ['PersistentVolumeClaim', { Status: 'Lost' }, 'error'],
  ['PersistentVolume', { Status: 'Available' }, 'ok'],
  ['PersistentVolume', { Status: 'Released' }, 'warning'],
  ['Node', { Status: 'Ready' }, 'ok'],
  ['Node', { Status: 'NotReady' }, 'error'],
  ['Node', { Status: 'Ready,SchedulingDisabled' }, 'warning'],
  ['Node', { Status: 'NotReady,SchedulingDisabled' }, 'error'],
  ['Namespace', { Status: 'Terminating' }, 'warning'],
  ['Service', { Type: 'LoadBalancer', 'External-IP': '<pending>' }, 'warning'],
  ['Service', { Type: 'ClusterIP', 'External-IP': '<none>' }, undefined],
  ['HorizontalPodAutoscaler', { Targets: 'cpu: <unknown>/80%' }, 'warning'],
  ['APIService', { Available: 'False (MissingEndpoints)' }, 'error'],
  ['APIService', { Available: 'True' }, 'ok'],
  ['CertificateSigningRequest', { Condition: 'Approved,Issued' }, 'quiet'],
  ['CertificateSigningRequest', { Condition: 'Denied' }, 'error'],
  ['Event', { Type: 'Warning', Reason: 'BackOff' }, 'warning'],
  ['Event', { Type: 'Normal', Reason: 'Pulled' }, undefined],
  ['Certificate', { READY: 'True', SECRET: 'tls' }, 'ok'],
  ['Certificate', { READY: 'False', SECRET: 'tls' }, 'error'],
  ['Kustomization', { Ready: 'Unknown', Status: 'Reconciliation in progress' }, 'warning'],
  ['Application', { 'Sync Status': 'Synced', 'Health Status': 'Degraded' }, 'error'],
  ['Application', { 'Sync Status': 'Synced', 'Health Status': 'Healthy' }, 'ok'],
  ['Bucket', { SYNCED: 'False', READY: 'True' }, 'error'],
  ['ConfigMap', { Data: 3 }, undefined],
];

test.each(TABLE)('%s %o is %s', (_kind, cells, mood) => {
  expect(moodOf(rowOf(cells), columnsOf(cells))).toBe(mood);
});

test.each([
  [{ Status: 'Suspended', Completions: '0/1' }, true],
  [{ Schedule: '0 3 * * *', Suspend: 'True' }, true],
  [{ Schedule: '0 3 * * *', Suspend: 'False' }, false],
  [{ Status: 'NotReady,SchedulingDisabled' }, true],
  [{ Status: 'Ready' }, false],
])('whether somebody has %o rest: %s', (cells, rests) => {
  expect(isResting(rowOf(cells), columnsOf(cells))).toBe(rests);
});

test('names the columns whose values mean nothing alone', () => {
  const cells = { Name: 'nightly', Schedule: '@daily', Suspend: 'False', Active: 0 };
  expect(summaryOf(rowOf(cells), columnsOf(cells), 0)).toBe('@daily · suspend False · active 0');
});

function rowOf(cells: Record<string, string | number>): Row {
  return {
    uid: '1',
    name: 'one',
    namespace: 'default',
    cells: Object.values(cells),
    resourceVersion: '1',
    created: Number.NaN,
    deleting: false,
    owner: undefined,
    labels: undefined,
    locked: false,
  };
}

function columnsOf(cells: Record<string, string | number>): { name: string; type: string }[] {
  return Object.keys(cells).map((name) => ({ name, type: 'string' }));
}
