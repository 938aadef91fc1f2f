import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../test/harness/check.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: nginx
BROKEN
          ports:
            - containerPort: 8080
              name: http
          resources:
            limits: { cpu: 1, memory: 1Gi }
`;

const SERVICE = `---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: http
`;

function found(source: string): string[] {
  return new TestRun(source).findings().map(({ id }) => id);
}

describe('a broken document', () => {
  it.each([
    '          ima',
    '            foo: bar',
    '        foo: bar',
    '\tfoo: bar',
    '          x: "',
    '          - x',
  ])('is not said to lack what could not be read: %j', (line) => {
    const ids = found(DEPLOYMENT.replace('BROKEN', line) + SERVICE);
    expect(ids.filter((id) => id !== 'image-tag-latest')).toEqual(['yaml-syntax']);
  });

  it('keeps its waivers, which may silence something once it is whole', () => {
    const waived = `# kube-guardrails-disable-file host-port -- later\n${DEPLOYMENT}`;
    expect(found(waived.replace('BROKEN\n', ''))).toContain('unused-waiver');
    expect(found(waived.replace('BROKEN', '        foo: bar'))).not.toContain('unused-waiver');
  });
});
