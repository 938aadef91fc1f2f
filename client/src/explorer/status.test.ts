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
  ['Job', { Status: 'Suspended', Completions: '0/1' }, 'quiet'],
  ['Pod', { Ready: '0/1', Status: 'Evicted' }, 'error'],
  ['Pod', { Ready: '1/1', Status: 'Unknown' }, 'error'],
  ['Pod', { Ready: '0/1', Status: 'Init:Error' }, 'error'],
  ['Pod', { Ready: '0/1', Status: 'SchedulingGated' }, 'warning'],
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

const NOW = Date.parse('2026-01-01T12:00:00Z');

test.each([
  [{ Name: 'nightly', Schedule: '@daily', Suspend: 'False', Active: 0 }, '@daily · active 0'],
  [{ Schedule: '@daily', Suspend: 'True' }, '@daily · suspend True'],
  [{ Desired: 3, Ready: 1 }, 'ready 1 · desired 3'],
  [{ Status: 'Unknown' }, 'Unknown'],
  [{ Ready: '1/3', 'Up-To-Date': 3 }, '1/3 · up-to-date 3'],
  [{ READY: 'False', SECRET: 'tls' }, 'ready False · tls'],
  [{ Type: 'LoadBalancer', 'External-IP': '<pending>' }, 'LoadBalancer · external-ip <pending>'],
  [{ Type: 'ClusterIP', 'Port(s)': '80/TCP' }, 'ClusterIP · ports 80/TCP'],
  [{ Ready: '1/1', Status: 'Running', Restarts: '0' }, 'Running · 1/1'],
  [{ Status: 'Complete', Duration: '5s' }, 'Complete · duration 5s'],
  [{ Status: 'Running', Duration: '5s' }, 'Running'],
])('of %o it says %s', (cells, text) => {
  expect(summaryOf(rowOf(cells), columnsOf(cells), NOW)).toBe(text);
});

test.each([
  [0, 'Running · restarts 4 (22s ago) · 50s'],
  [60_000, 'Running · restarts 4 (82s ago) · 110s'],
  [3 * 3_600_000, 'Running · restarts 4 (3h ago) · 3h'],
])('what is some time ago grows older: after %s ms %s', (elapsed, text) => {
  const cells = { Status: 'Running', Restarts: '4 (22s ago)' };
  const row = { ...rowOf(cells), printed: NOW, created: NOW - 50_000 };
  expect(summaryOf(row, columnsOf(cells), NOW + elapsed)).toBe(text);
});

test.each([
  [{ Data: 1 }, ['example.com/cleanup'], 'Terminating · waits for example.com/cleanup · data 1'],
  [{ Status: 'Terminating' }, ['a/b', 'c/d'], 'Terminating · waits for a/b, c/d'],
  [{ Status: 'Terminating' }, undefined, 'Terminating'],
])('says of what is being deleted %o what it waits for: %s', (cells, heldBy, text) => {
  const row = { ...rowOf(cells), deleting: true, ...(heldBy ? { heldBy } : {}) };
  expect(summaryOf(row, columnsOf(cells), NOW)).toBe(text);
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
