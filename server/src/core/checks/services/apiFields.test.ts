import { expect, it } from 'vitest';
import { TestRun } from '../../../../../test/harness/check.ts';

// What is absent is underlined elsewhere, but the finding names the field that the API server names.
it.each([
  [
    'api-host-port-conflict',
    'spec.containers[0].ports[1].hostPort',
    `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  hostNetwork: true
  containers:
    - name: web
      image: web:1
      ports: [{ containerPort: 80 }, { containerPort: 80 }]
`,
  ],
  ['api-service-ports', 'spec.ports', 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n'],
])('%s names %s', (id, path, text) => {
  expect(new TestRun(text).findings([id])).toMatchObject([{ path }]);
});
