import type { Sample } from './objects.ts';
import { sample } from './objects.ts';

/** Sources of volumes, each with as little as it needs. */
const SOURCES: Readonly<Record<string, object>> = {
  awsElasticBlockStore: { volumeID: 'a' },
  azureDisk: { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed' },
  azureFile: { secretName: 'a', shareName: 'a', secretNamespace: 'default' },
  cephfs: { monitors: ['a:1'], path: '/a' },
  cinder: { volumeID: 'a' },
  fc: { targetWWNs: ['a'], lun: 1 },
  flexVolume: { driver: 'example.com/a' },
  flocker: { datasetName: 'a' },
  gcePersistentDisk: { pdName: 'a' },
  glusterfs: { endpoints: 'a', path: 'a' },
  iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.2015-06.com.example:a', lun: 0 },
  local: { path: '/a' },
  nfs: { server: 'a', path: '/a' },
  photonPersistentDisk: { pdID: 'a' },
  portworxVolume: { volumeID: 'a' },
  quobyte: { registry: 'a:1', volume: 'a' },
  rbd: { monitors: ['a:1'], image: 'a' },
  scaleIO: { gateway: 'a', system: 'a', volumeName: 'a', secretRef: { name: 'a', namespace: 'default' } },
  storageos: { volumeName: 'a' },
  vsphereVolume: { volumePath: 'a' },
};

const ON_NODE = {
  required: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['a'] }] }],
  },
};

const POD = { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } };

const OBJECTS = [
  ...Object.entries(SOURCES).map(([source, value]) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `from-${source.toLowerCase()}` },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      [source]: value,
      ...(source === 'local' ? { nodeAffinity: ON_NODE } : {}),
    },
  })),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'fixed-address' },
    spec: { clusterIP: '10.0.0.50', ports: [{ port: 80 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'fixed' },
    immutable: true,
    data: { a: 'YQ==' },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'fixed' },
    immutable: true,
    data: { a: 'a' },
    binaryData: { b: 'YQ==' },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'counted' },
    spec: { completions: 3, template: POD },
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'fixed' },
    spec: {
      completionMode: 'Indexed',
      completions: 3,
      parallelism: 1,
      backoffLimitPerIndex: 1,
      managedBy: 'example.com/a',
      successPolicy: { rules: [{ succeededCount: 1 }] },
      template: POD,
    },
  },
];

/** Objects with fields that cannot be changed and that the valid objects of every kind lack. */
export const FIXED_OBJECTS: readonly Sample[] = OBJECTS.map((object) =>
  sample(JSON.stringify(object), 'fixed'),
);
