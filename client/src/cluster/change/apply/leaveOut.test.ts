import { expect, test } from 'vitest';
import { withoutFields } from './leaveOut.ts';
import { readManifests } from './readManifests.ts';

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata: {name: web}
data: {a: "1"} # all of it
---
# the shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2 # for now
  template:
    spec:
      containers:
        - name: web
          image: web:1 # pinned
`;

test('leaves fields out and every other byte as it is', () => {
  const [map, deployment] = readManifests(TEXT).manifests;
  if (!map || !deployment) throw new Error('no manifests');
  const image = '.spec.template.spec.containers[name="web"].image';
  const left = withoutFields(TEXT, [
    { manifest: map, field: '.data.a' },
    { manifest: deployment, field: '.spec.replicas' },
    { manifest: deployment, field: image },
    { manifest: deployment, field: '.spec.template.spec.containers[name="web"].name' },
    { manifest: deployment, field: '.spec.paused' },
  ]);
  expect(left).toBe(`apiVersion: v1
kind: ConfigMap
metadata: {name: web}
---
# the shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
`);
});
