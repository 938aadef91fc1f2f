import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';

/** Fields of a pod that an API server of 1.36 accepts, and next to them what it refuses. */
const POD_ACCEPTED = [
  'volumes: [{ name: v, emptyDir: null }]',
  'volumes: [{ name: v, configMap: null, emptyDir: {} }]',
  'volumes: [{ name: v, projected: { sources: [] } }]',
  'dnsConfig: { nameservers: ["::1"] }',
  'tolerations: [{ operator: Exists, value: "" }]',
  'tolerations: [{ key: a }]',
  'tolerations: [{ operator: Exists, effect: NoExecute, tolerationSeconds: -3 }]',
  'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: a, operator: In, values: ["b c"] }] } }] } }',
  'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } }',
  'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Gt, values: [x] }] }] } } }',
  'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "a b", whenUnsatisfiable: DoNotSchedule, labelSelector: {} }]',
  '{ hostUsers: true, hostPID: true }',
  '{ shareProcessNamespace: false, hostPID: true }',
  'securityContext: { sysctls: [{ name: a.b, value: "1" }, { name: a/b, value: "2" }] }',
  'securityContext: { seccompProfile: { type: Localhost, localhostProfile: "" } }',
  '{ os: { name: windows }, hostPID: false, hostNetwork: true, securityContext: { sysctls: [] } }',
  '{ os: { name: linux }, hostPID: true }',
  'ephemeralContainers: []',
  'hostAliases: [{ ip: "::1.2.3.4", hostnames: [a] }]',
  'initContainers: [{ name: i, image: a, lifecycle: { stopSignal: SIGTERM } }]',
  'initContainers: [{ name: i, image: a, livenessProbe: null }]',
  'initContainers: [{ name: i, image: a, restartPolicy: Never }]',
];

const POD_REFUSED = [
  'volumes: [{ name: v, hostPath: { path: /a }, emptyDir: {} }]',
  'volumes: [{ name: "" }]',
  'volumes: [{ name: a.b }]',
  'volumes: [{ name: v, ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce] } } } }]',
  'volumes: [{ name: d, downwardAPI: { items: [{ path: x, fieldRef: { fieldPath: spec.nodeName } }] } }]',
  'dnsConfig: { nameservers: [01.1.1.1] }',
  'tolerations: [{ operator: Equal }]',
  'tolerations: [{ key: a, value: "a b" }]',
  'tolerations: [{ operator: Exists, tolerationSeconds: 3 }]',
  'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: In, values: ["b c"] }] }] } } }',
  'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: metadata.name, operator: Exists }] }] } } }',
  'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, minDomains: 0, labelSelector: {} }]',
  'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [x] }]',
  '{ hostUsers: false, hostIPC: true }',
  '{ hostIPC: true, securityContext: { sysctls: [{ name: kernel/sem, value: "1" }] } }',
  'securityContext: { runAsUser: 4294967295 }',
  'securityContext: { appArmorProfile: { type: Localhost, localhostProfile: " a" } }',
  '{ os: { name: windows }, shareProcessNamespace: false }',
  '{ os: { name: windows }, securityContext: { supplementalGroups: [] } }',
  'hostAliases: [{ ip: "::ffff:0101:0101", hostnames: [a] }]',
  'initContainers: [{ name: i, image: a, lifecycle: {} }]',
  '{ terminationGracePeriodSeconds: 0, initContainers: [{ name: i, image: a, restartPolicy: Always, lifecycle: { preStop: { sleep: { seconds: 1 } } } }] }',
];

/** Fields of a container in a pod with a claim `c` and an emptyDir `v`. */
const CONTAINER_ACCEPTED = [
  'env: [{ name: " ", value: x }]',
  'env: [{ name: A, valueFrom: null }]',
  'env: [{ name: A, valueFrom: { fieldRef: { fieldPath: spec.host } } }]',
  `env: [{ name: A, valueFrom: { fieldRef: { fieldPath: "metadata.annotations['Ab/c']" } } }]`,
  'env: [{ name: A, valueFrom: { fieldRef: { apiVersion: "", fieldPath: metadata.name } } }]',
  'envFrom: [{ prefix: "", configMapRef: { name: a } }]',
  'volumeMounts: [{ name: v, mountPath: /a }, { name: c, mountPath: /a/ }]',
  'volumeMounts: [{ name: v, mountPath: /a, subPath: a/..b }]',
  'livenessProbe: { tcpSocket: { port: 1 }, successThreshold: 0, periodSeconds: 0 }',
  'livenessProbe: { httpGet: { port: 1, scheme: "" } }',
  'lifecycle: { preStop: { sleep: { seconds: 30 } } }',
  'lifecycle: {}',
  'restartPolicyRules: []',
  'securityContext: { allowPrivilegeEscalation: false, capabilities: { add: [SYS_ADMIN] } }',
];

const CONTAINER_REFUSED = [
  'env: [{ name: A, value: x, valueFrom: {} }]',
  'env: [{ name: A, valueFrom: { fieldRef: { fieldPath: metadata.labels } } }]',
  `env: [{ name: A, valueFrom: { fieldRef: { fieldPath: "metadata.labels['']" } } }]`,
  'env: [{ name: A, valueFrom: { secretKeyRef: { name: a, key: ..x } } }]',
  'env: [{ name: A, valueFrom: { fileKeyRef: { volumeName: w, path: a, key: K } } }]',
  'envFrom: [{ configMapRef: {} }]',
  'volumeMounts: [{ name: V, mountPath: /a }]',
  'volumeMounts: [{ name: v, mountPath: /a, subPathExpr: a/../b }]',
  'volumeDevices: [{ name: c, devicePath: /a }, { name: c, devicePath: /b }]',
  '{ volumeMounts: [{ name: v, mountPath: /a }], volumeDevices: [{ name: c, devicePath: /a }] }',
  'readinessProbe: { exec: {} }',
  'startupProbe: { tcpSocket: { port: 1 }, successThreshold: -1 }',
  'livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: "", value: x }] } }',
  'lifecycle: { preStop: { sleep: { seconds: 31 } } }',
  'restartPolicy: ""',
  'securityContext: { allowPrivilegeEscalation: false, capabilities: { add: [CAP_SYS_ADMIN] } }',
];

const VOLUMES = 'volumes: [{ name: v }, { name: c, persistentVolumeClaim: { claimName: c } }]';

describe('fields of a pod', () => {
  it.each(POD_ACCEPTED)('accepts %s', (fields) => expect(errors(podText(fields, ''))).toEqual([]));
  it.each(POD_REFUSED)('refuses %s', (fields) => expect(errors(podText(fields, ''))).toHaveLength(1));
});

describe('fields of a container', () => {
  it.each(CONTAINER_ACCEPTED)('accepts %s', (fields) => expect(errors(podText(VOLUMES, fields))).toEqual([]));
  it.each(CONTAINER_REFUSED)('refuses %s', (fields) =>
    expect(errors(podText(VOLUMES, fields))).toHaveLength(1),
  );
});

describe('a Kustomize patch', () => {
  it('may leave out what its base has', () => {
    const fields = `
      dnsPolicy: None
      tolerations: [{ effect: NoSchedule }]
      securityContext: { seccompProfile: { type: Localhost } }
      volumes: [{ name: d, ephemeral: { volumeClaimTemplate: { spec: {} } } }]
      initContainers: [{ name: i, livenessProbe: { periodSeconds: 5 } }]
      containers:
        - name: web
          env: [{ name: A, valueFrom: {} }]
          envFrom: [{ prefix: a }]
          volumeMounts: [{ name: base, mountPath: /a }]
          readinessProbe: { periodSeconds: 5, exec: {} }
          lifecycle: { preStop: { sleep: { seconds: 60 } } }`;
    const patch = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:${fields}\n`;
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: web }\ntype: kubernetes.io/tls\n';
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: web }\nspec: { storageClassName: a }\n';
    const kustomization = '#- kustomization.yaml\nresources: [base]\npatches:\n  - path: patch.yaml\n';
    const text = `#- patch.yaml\n${[patch, secret, claim].join('---\n')}${kustomization}`;
    expect(errors(text)).toEqual([]);
  });
});

function errors(text: string): string[] {
  const findings = new TestRun(text).findings().filter(({ basis }) => basis === 'api');
  return findings.filter(({ severity }) => severity === 'error').map(({ id }) => id);
}

/** A pod with these fields beside its container, each written on a line or in a flow mapping. */
function podText(fields: string, container: string): string {
  const head = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:';
  return `${head}\n  ${plain(fields)}containers:\n    - name: web\n      image: a/b:1\n      ${plain(container)}`.trimEnd();
}

/** `{ a: 1, b: { c: 2 } }` merges into the mapping around it. */
function plain(fields: string): string {
  if (fields === '') return '';
  return fields.startsWith('{') ? `<<: ${fields}\n  ` : `${fields}\n  `;
}
