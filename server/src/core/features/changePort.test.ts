import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../test/harness/fixture.ts';
import { applyEdits } from '../text.ts';
import { Workspace } from '../workspace.ts';
import { changePortEdits, portChainAt } from './changePort.ts';

function open(source: string) {
  const fixture = parseFixture(source);
  const workspace = new Workspace();
  for (const { uri, text } of fixture.files) workspace.set(uri, text);
  if (!fixture.cursor) throw new Error('no cursor');
  return { fixture, workspace, chain: portChainAt(workspace, fixture.cursor.uri, fixture.cursor.offset) };
}

/** All files after the port under the cursor has been changed. */
function changed(source: string, port: number): string {
  const { fixture, chain } = open(source);
  const edits = chain ? changePortEdits(chain, port) : new Map<string, never>();
  return fixture.files
    .map(({ path, uri, text }) => `#- ${path}\n${applyEdits(text, edits.get(uri) ?? [])}`)
    .join('');
}

const places = (source: string) => open(source).chain?.places.map(({ what }) => what);

const SHOP = `#- web/Dockerfile
FROM node:22
ENV PORT=3000
EXPOSE $PORT 9229
#- web/k8s/web.yaml
apiVersion: apps/v1
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
          image: example.com/web:1.0
          env:
            - name: PORT
              value: "3000"
            - name: OTHER
              value: "3000"
          ports:
            - name: http
              containerPort: 3000 # the app
          readinessProbe:
            httpGet: { path: /, port: http }
          livenessProbe:
            tcpSocket: { port: 3000 }
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - name: plain
      port: 80
      targetPort: 3000
    - name: by-name
      port: 81
      targetPort: http
    - name: same
      port: 3000
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend:
    service:
      name: web
      port:
        name: plain
`;

const CHANGED = SHOP.replace('ENV PORT=3000', 'ENV PORT=8080')
  .replace('name: PORT\n              value: "3000"', 'name: PORT\n              value: "8080"')
  .replace('containerPort: 3000', 'containerPort: 8080')
  .replace('{ port: 3000 }', '{ port: 8080 }')
  .replace('targetPort: 3000', 'targetPort: 8080')
  .replace('      port: 3000\n---', '      port: 3000\n      targetPort: 8080\n---');

describe('a port is changed from any place of its chain', () => {
  it.each([
    ['EXPOSE', 'EXPOSE $PORT', 'EXPOSE $PO<|>RT'],
    ['ENV PORT', 'ENV PORT=3000', 'ENV PORT=30<|>00'],
    ['the variable PORT', 'value: "3000"', 'value: "30<|>00"'],
    ['containerPort', 'containerPort: 3000', 'containerPort: <|>3000'],
    ['its key', 'containerPort: 3000', 'contai<|>nerPort: 3000'],
    ['its name', '- name: http\n', '- name: ht<|>tp\n'],
    ['a probe by name', 'port: http }', 'port: http<|> }'],
    ['a probe by number', '{ port: 3000 }', '{ port: 300<|>0 }'],
    ['targetPort', 'targetPort: 3000', 'targetPort: 3<|>000'],
    ['a targetPort by name', 'targetPort: http', 'targetPort: h<|>ttp'],
    ["a Service's own port", 'port: 80\n', 'port: 8<|>0\n'],
    ['a Service without targetPort', '      port: 3000\n---', '      port: 3<|>000\n---'],
    ['an Ingress', 'name: plain\n`', 'name: plain\n`'],
  ])('%s', (_what, before, after) => {
    const source = before.endsWith('`')
      ? SHOP.replace(/plain\n$/, 'pla<|>in\n')
      : SHOP.replace(before, after);
    expect(changed(source, 8080)).toBe(CHANGED);
  });

  it('names its places in order', () => {
    expect(places(SHOP.replace('containerPort: 3000', 'containerPort: <|>3000'))).toEqual([
      'ENV PORT in the Dockerfile',
      'EXPOSE in the Dockerfile',
      'environment variable PORT of container web in Deployment web',
      'containerPort of container web in Deployment web',
      'readinessProbe port of container web in Deployment web',
      'livenessProbe port of container web in Deployment web',
      'port of Service web',
      'targetPort of Service web',
      'port of Service web',
      'targetPort of Service web',
      'targetPort of Service web',
      'backend port of Ingress web',
    ]);
  });

  it('leaves other ports of the image alone', () => {
    expect(changed(SHOP.replace('9229', '92<|>29'), 1)).toBe(SHOP);
  });

  it('takes in all workloads that one Service selects by number', () => {
    const twin = `---
apiVersion: v1
kind: Pod
metadata:
  name: other
  labels: { app: web }
spec:
  containers:
    - name: other
      image: example.com/other
      ports:
        - containerPort: 3000
`;
    const source = SHOP.replace('containerPort: 3000', 'containerPort: <|>3000') + twin;
    expect(changed(source, 8080)).toBe(CHANGED + twin.replace('3000', '8080'));
  });
});

describe('what stands around a workload', () => {
  const POD = `apiVersion: v1
kind: Pod
metadata:
  name: a
  labels: { app: a }
  annotations:
    prometheus.io/port: "80"
spec:
  hostNetwork: true
  containers:
    - name: a
      image: a
      ports:
        - { containerPort: <|>80, hostPort: 80 }
        - { containerPort: 80, protocol: UDP }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a }
spec:
  podSelector: { matchLabels: { app: a } }
  ingress:
    - ports:
        - port: 80
        - { port: 80, protocol: UDP }
  egress:
    - ports:
        - port: 80
`;
  const clean = POD.replace('<|>', '');

  it('follows: annotation, hostPort and a NetworkPolicy of its own', () => {
    expect(changed(POD, 81)).toBe(
      `#- manifest.yaml\n${clean
        .replace('"80"', '"81"')
        .replace('containerPort: 80, hostPort: 80', 'containerPort: 81, hostPort: 81')
        .replace('- port: 80', '- port: 81')}`,
    );
  });

  it('does not where the NetworkPolicy selects others, too', () => {
    const other =
      '---\napiVersion: v1\nkind: Pod\nmetadata: { name: b, labels: { app: a } }\nspec: { containers: [] }\n';
    expect(changed(POD + other, 81)).toContain('ingress:\n    - ports:\n        - port: 80\n');
  });
});

describe('there is no chain', () => {
  const POD = `apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: a } }
spec:
  containers:
    - name: a
      image: a
      ports:
        - containerPort: <|>80
`;
  const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: a }
spec:
  selector: { app: a }
  ports:
    - port: 80
`;

  it('for a port alone', () => {
    expect(open(POD).chain).toBeUndefined();
    expect(open(POD.replace('kind: Pod', '<|>kind: Pod').replace('<|>80', '80')).chain).toBeUndefined();
    expect(places(POD + SERVICE)).toEqual([
      'containerPort of container a in Pod a',
      'targetPort of Service a',
    ]);
  });

  it('where a Service may mean another container', () => {
    const other = `---
apiVersion: v1
kind: Pod
metadata: { name: b, labels: { app: a } }
spec:
  containers:
    - { name: b, image: b }
    - { name: c, image: c }
`;
    expect(open(POD + other + SERVICE).chain).toBeUndefined();
  });

  it('where a patch may change ports, or the Dockerfile exposes a range', () => {
    const kustomization = `#- kustomization.yaml
resources: [manifest.yaml]
patches:
  - patch: |-
      - op: replace
        path: /spec/containers/0/ports/0/containerPort
        value: 81
`;
    expect(open(`#- manifest.yaml\n${POD}${SERVICE}${kustomization}`).chain).toBeUndefined();
    const range = `#- a/Dockerfile\nFROM x\nEXPOSE 80-90\n#- a/manifest.yaml\n${POD}${SERVICE}`;
    expect(open(range).chain).toBeUndefined();
  });
});
