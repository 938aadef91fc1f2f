import { expect, test } from 'vitest';
import { ManifestDocument } from '../../../../../server/src/core/manifest/document.ts';
import { fieldAt } from './fieldAt.ts';

const { root } = new ManifestDocument(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: short
    app.kubernetes.io/name: web
  finalizers: [a.example.com/b]
spec:
  template:
    spec:
      containers:
        - name: web
          ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}]
`);

test.each([
  ['spec.template.spec.containers[0].name', 'spec.template.spec.containers[0].name', true],
  [
    '.spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="TCP"]',
    'spec.template.spec.containers[0].ports[0]',
    true,
  ],
  [
    'spec.template.spec.containers[name="web"].ports[containerPort=80,protocol="UDP"].protocol',
    'spec.template.spec.containers[0].ports[1].protocol',
    true,
  ],
  ['.metadata.labels.app.kubernetes.io/name', 'metadata.labels[app.kubernetes.io/name]', true],
  ['metadata.labels[app.kubernetes.io/name]', 'metadata.labels[app.kubernetes.io/name]', true],
  ['metadata.labels["app"]', 'metadata.labels.app', true],
  ['.metadata.finalizers[="a.example.com/b"]', 'metadata.finalizers[0]', true],
  ['spec.template.spec.containers[0].image', 'spec.template.spec.containers[0]', false],
  ['spec.template.spec.containers[7].image', 'spec.template.spec.containers', false],
  ['spec.template.spec.containers[name="no"].image', 'spec.template.spec.containers', false],
  ['spec.replicas', 'spec', false],
  ['metadata.labels.ap', 'metadata.labels', false],
  ['spec[', 'spec', false],
  ['', '', true],
])('%s', (path, found, isExact) => {
  const located = fieldAt(root, path);
  expect([located.field.path, located.isExact]).toEqual([found, isExact]);
});
