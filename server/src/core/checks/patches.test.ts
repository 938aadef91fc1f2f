import { expect, test } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';

/** Of a Kustomize patch, what is absent stands in the object that it changes. */
const PATCHES = `#- patches/all.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: not_used
  labels:
    $patch: replace
    app: web
spec:
  minReadySeconds: 700
  strategy:
    rollingUpdate:
      maxSurge: 0
  template:
    metadata:
      labels:
        version: v2
    spec:
      containers: []
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  updateStrategy:
    rollingUpdate:
      maxSurge: 1
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: import
spec:
  jobTemplate:
    spec:
      completionMode: Indexed
      backoffLimitPerIndex: 1
      podFailurePolicy:
        rules:
          - onExitCodes:
              containerName: main
          - action: FailIndex
      template:
        spec:
          activeDeadlineSeconds: 60
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  maxReplicas: 5
  minReplicas: 6
  metrics:
    - type: Resource
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  externalTrafficPolicy: Local
  healthCheckNodePort: 30100
  loadBalancerClass: example.com/internal
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  ingressClassName: nginx
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: viewer
rules:
  - verbs: [get]
#- kustomization.yaml
resources: [base.yaml]
patches:
  - path: patches/all.yaml
#- base.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: base
`;

test('a patch lacks nothing', () => {
  const run = new TestRun(PATCHES.replace('  minReplicas: 6\n', ''));
  const found = run.findings().filter(({ basis }) => basis === 'api');
  expect(found.map(({ id, path }) => `${id} ${path}`)).toEqual([]);
});

test('what a patch says can be wrong', () => {
  const run = new TestRun(PATCHES);
  expect(run.findings().map(({ id }) => id)).toContain('api-hpa-min-max');
});
