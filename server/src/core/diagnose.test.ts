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

function pod(waiver: string): string {
  return `${waiver}\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers: [{ name: web, image: nginx }]\n`;
}

describe('an unused waiver', () => {
  it.each([
    ['host-port', 'this waiver silences nothing: remove it', ['Remove the waiver true']],
    [
      'host-port, ssh-port, image-tag-latest',
      '`host-port`, `ssh-port` silence nothing here: remove them from the waiver',
      ['Remove `host-port`, `ssh-port` from the waiver true'],
    ],
    [
      'image-tag-latst',
      'there is no check `image-tag-latst`: did you mean `image-tag-latest`?',
      ['Change to `image-tag-latest` false', 'Remove the waiver false'],
    ],
    ['nonsense', 'there is no check `nonsense`: remove it from the waiver', ['Remove the waiver true']],
  ])('%s', (ids, message, fixes) => {
    const unused = new TestRun(pod(`# kube-guardrails-disable ${ids} -- why`)).findings(['unused-waiver']);
    expect(unused.map((one) => one.message)).toEqual([message]);
    expect(unused.flatMap((one) => one.fixes).map(({ title, safe }) => `${title} ${safe}`)).toEqual(fixes);
  });

  it('keeps its reason when a misspelt id is corrected', () => {
    const run = new TestRun(pod('# kube-guardrails-disable image-tag-latst -- why'));
    expect(run.fixed(['unused-waiver'])).toBe(pod('# kube-guardrails-disable image-tag-latest -- why'));
  });
});
