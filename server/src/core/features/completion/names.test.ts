import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../../test/harness/fixture.ts';
import { SCHEMAS } from '../../../../../test/harness/schemas.ts';
import { splitDocuments } from '../../manifest/split.ts';
import { SchemaProvider } from '../../schema/provider.ts';
import { applyEdits } from '../../text.ts';
import { Workspace } from '../../workspace.ts';
import { suggestionsAt } from '../completion.ts';
import type { Suggestion } from './suggestion.ts';

/** Suggestions of names at the cursor of several files, and the document with it. */
function complete(source: string): { text: string; names: Suggestion[] } {
  const { files, cursor } = parseFixture(source);
  const file = files.find(({ uri }) => uri === cursor?.uri);
  if (!file || !cursor) throw new Error('no cursor');
  const workspace = new Workspace();
  for (const one of files) workspace.set(one.uri, one.text);
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  const { start, end } = splitDocuments(file.text).findLast((one) => one.start <= cursor.offset) ?? {
    start: 0,
    end: 0,
  };
  const text = file.text.slice(start, end);
  const context = { uri: file.uri, start, workspace, version: 36, schemas, checks: [] };
  const names = suggestionsAt(text, cursor.offset - start, context).filter(({ kind }) => kind === 'name');
  return { text, names: names.toSorted((a, b) => a.rank - b.rank) };
}

const labels = (source: string) => complete(source).names.map(({ label }) => label);

function accept(source: string, label: string): string {
  const { text, names } = complete(source);
  const chosen = names.find((one) => one.label === label);
  if (!chosen) throw new Error(`no ${label} among ${names.map((one) => one.label).join(', ')}`);
  return applyEdits(text, [chosen.edit]);
}

const AROUND = `#- app/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app-config }
data: { LOG_LEVEL: info, app.yaml: "a: b" }
---
apiVersion: v1
kind: Secret
metadata: { name: app-secret }
stringData: { password: x }
---
apiVersion: v1
kind: Secret
metadata: { name: app-tls }
type: kubernetes.io/tls
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: app }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: app-data }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: public }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: shop } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: not-this-one }
#- app/service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, targetPort: http }]
#- app/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec:
      containers:
        - name: web
          ports: [{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9090 }]
#- other/config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: other-config }
`;
const POD = `${AROUND}#- app/pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: job } }
spec:
  volumes:
    - name: config
      configMap: { name: app-config }
    - name: scratch
      emptyDir: {}
`;
const CONTAINER = `${POD}  containers:
    - name: other
      ports: [{ name: foreign, containerPort: 1 }]
    - name: main
      ports: [{ name: web, containerPort: 8080 }]
`;
const made = (kind: string, rest: string): string =>
  `${AROUND}#- app/new.yaml\n${kind}\nmetadata: { name: new }\n${rest}`;

describe('names of other objects', () => {
  it.each([
    ['      envFrom: [{ configMapRef: { name: <|> } }]', ['app-config', 'kube-root-ca.crt']],
    ['      envFrom:\n        - secretRef:\n            name: <|>', ['app-secret', 'app-tls']],
    [
      '      env:\n        - name: A\n          valueFrom:\n            configMapKeyRef:\n              name: app-config\n              key: <|>',
      ['LOG_LEVEL', 'app.yaml'],
    ],
    [
      '      env:\n        - name: A\n          valueFrom:\n            secretKeyRef:\n              key: <|>\n              name: app-secret',
      ['password'],
    ],
    [
      '      env:\n        - valueFrom: { secretKeyRef: { name: app-tls, key: <|> } }',
      ['tls.crt', 'tls.key'],
    ],
    ['      volumeMounts:\n        - name: <|>', ['config', 'scratch']],
    ['      livenessProbe:\n        httpGet:\n          port: <|>', ['web', '8080']],
    ['      livenessProbe:\n        grpc:\n          port: <|>', ['8080']],
    ['      env:\n        - valueFrom: { resourceFieldRef: { containerName: <|> } }', ['other', 'main']],
    ['  serviceAccountName: <|>', ['app', 'default']],
    ['  priorityClassName: <|>', ['system-cluster-critical', 'system-node-critical']],
    ['  imagePullSecrets:\n    - name: <|>', ['app-secret', 'app-tls']],
    ['  nodeSelector:\n    kubernetes.io/os: <|>', ['linux', 'windows']],
    [
      '  topologySpreadConstraints:\n    - topologyKey: <|>',
      ['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'],
    ],
  ])('in a pod: %j', (lines, expected) => {
    expect(labels(CONTAINER + lines)).toEqual(expected);
  });

  it('gives those of volumes and their keys', () => {
    expect(labels(`${POD}    - name: a\n      secret:\n        secretName: <|>`)).toEqual([
      'app-secret',
      'app-tls',
    ]);
    expect(labels(`${POD}    - name: a\n      persistentVolumeClaim:\n        claimName: <|>`)).toEqual([
      'app-data',
    ]);
    expect(
      labels(
        `${POD}    - name: a\n      configMap:\n        name: app-config\n        items:\n          - key: <|>`,
      ),
    ).toEqual(['LOG_LEVEL', 'app.yaml']);
  });

  it.each([
    ['apiVersion: networking.k8s.io/v1\nkind: Ingress', 'spec:\n  ingressClassName: <|>', ['public']],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress',
      'spec:\n  tls: [{ secretName: <|> }]',
      ['app-secret', 'app-tls'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress',
      'spec:\n  defaultBackend:\n    service:\n      name: <|>',
      ['web'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress',
      'spec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        name: <|>',
      ['http'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: Ingress',
      'spec:\n  defaultBackend:\n    service:\n      name: web\n      port: { number: <|> }',
      ['80'],
    ],
    [
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute',
      'spec:\n  parentRefs:\n    - name: <|>',
      ['edge'],
    ],
    [
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute',
      'spec:\n  rules:\n    - backendRefs:\n        - name: web\n          port: <|>',
      ['80'],
    ],
    [
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding',
      'roleRef:\n  kind: Role\n  name: <|>',
      ['reader'],
    ],
    [
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding',
      'subjects:\n  - kind: ServiceAccount\n    name: <|>',
      ['app', 'default'],
    ],
    [
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler',
      'spec:\n  scaleTargetRef:\n    kind: Deployment\n    name: <|>',
      ['web'],
    ],
    ['apiVersion: v1\nkind: PersistentVolumeClaim', 'spec:\n  storageClassName: <|>', ['fast']],
    [
      'apiVersion: v1\nkind: Service',
      'spec:\n  selector: { app: web }\n  ports:\n    - targetPort: <|>',
      ['http', 'metrics', '8080', '9090'],
    ],
    ['apiVersion: v1\nkind: Service', 'spec:\n  selector:\n    app: <|>', ['web']],
    ['apiVersion: v1\nkind: Service', 'spec:\n  selector:\n    <|>', ['app', 'tier']],
    [
      'apiVersion: policy/v1\nkind: PodDisruptionBudget',
      'spec:\n  selector:\n    matchLabels:\n      tier: <|>',
      ['front'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy',
      'spec:\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              <|>',
      ['team'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy',
      'spec:\n  podSelector:\n    matchExpressions:\n      - key: tier\n        values: [<|>]',
      ['front'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy',
      'spec:\n  podSelector:\n    matchExpressions:\n      - key: tier\n        values:\n          - <|>',
      ['front'],
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy',
      'spec:\n  podSelector: { matchLabels: { app: web } }\n  ingress:\n    - ports:\n        - port: <|>',
      ['http', 'metrics', '8080', '9090'],
    ],
  ])('in %j: %j', (kind, rest, expected) => {
    expect(labels(made(kind, rest))).toEqual(expected);
  });

  it('gives namespaces that are defined, used or always there', () => {
    const source = `${AROUND}#- app/used.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: u, namespace: jobs }\n#- app/new.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  namespace: <|>`;
    expect(labels(source)).toEqual([
      'shop',
      'jobs',
      'default',
      'kube-system',
      'kube-public',
      'kube-node-lease',
    ]);
  });

  it('writes a label with its value, and what the own selector asks for', () => {
    expect(accept(made('apiVersion: v1\nkind: Service', 'spec:\n  selector:\n    <|>'), 'app')).toContain(
      '    app: web',
    );
    const own = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec:\n  selector:\n    matchLabels: { app: mine }\n  template:\n    metadata:\n      labels:\n        <|>`;
    expect(labels(own).slice(0, 2)).toEqual(['app', 'app.kubernetes.io/name']);
    expect(accept(own, 'app')).toContain('        app: mine');
  });

  it('keeps to the own namespace, folder and Kustomize root', () => {
    const elsewhere = `#- a/one.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: one, namespace: other }\n#- a/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: own }\nspec:\n  containers: [{ name: a, envFrom: [{ configMapRef: { name: <|> } }] }]`;
    expect(labels(elsewhere)).toEqual(['kube-root-ca.crt']);
    const generated = `#- base/kustomization.yaml\nresources: [pod.yaml]\nconfigMapGenerator: [{ name: made, literals: [a=b] }]\n#- base/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n  containers: [{ name: a, envFrom: [{ configMapRef: { name: <|> } }] }]`;
    expect(labels(generated)).toEqual(['made', 'kube-root-ca.crt']);
  });

  it('reads items of a List as objects of their own', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: { name: one }\n  - apiVersion: v1\n    kind: Pod\n    metadata: { name: p }\n    spec:\n      volumes: [{ name: v }]\n      containers:\n        - name: a\n          volumeMounts:\n            - name: <|>\n`;
    expect(labels(list)).toEqual(['v']);
    expect(
      labels(
        list
          .replace('volumeMounts:\n            - name', 'envFrom:\n            - configMapRef: { name')
          .replace('<|>', '<|> }'),
      ),
    ).toEqual(['one', 'kube-root-ca.crt']);
  });
});
