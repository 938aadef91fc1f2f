import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../test/harness/check.ts';

/** What these checks find in all files of a fixture. */
function found(source: string, ...ids: string[]): string[] {
  const run = new TestRun(source);
  return run.fixture.files.flatMap(({ path, uri }) =>
    run.findings(ids, uri).map((one) => `${path} ${one.severity} ${one.id} ${one.path}`),
  );
}

/** The errors of all files of a fixture, but for containers without resources. */
function errors(source: string): string[] {
  const run = new TestRun(source);
  return run.fixture.files.flatMap(({ path, uri }) =>
    run
      .findings(undefined, uri)
      .filter(({ id, severity }) => severity === 'error' && id !== 'resources-missing')
      .map(({ id, path: field }) => `${path} ${id} ${field}`),
  );
}

const definition = (version: string, schema = '{ type: object }'): string =>
  `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: pools.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Pool, plural: pools }
  versions:
    - { name: ${version}, served: true, storage: true, schema: { openAPIV3Schema: ${schema} } }
`;
const pool = (version: string, spec = ''): string =>
  `apiVersion: example.com/${version}\nkind: Pool\nmetadata: { name: blue }\n${spec}`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec: { containers: [{ name: web, image: "example.com/web:1" }] }
`;
const monitor = `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web }
spec: { endpoints: [{ port: http }] }
`;
const root = (more: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n${more}\n`;

describe('what projects write for good reasons is no error', () => {
  it.for<readonly [string, string]>([
    [
      'the empty status that generators leave in definitions',
      `${definition('v1')}status:\n  acceptedNames: { kind: "", plural: "" }\n  conditions: []\n  storedVersions: []\n`,
    ],
    [
      'objects in JSON one behind the other',
      '#- all.json\n{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}\n{\n  "apiVersion": "v1",\n  "kind": "ConfigMap",\n  "metadata": {"name": "b"}\n}\n',
    ],
    [
      'a Secret that SOPS has encrypted',
      `apiVersion: v1
kind: Secret
metadata: { name: registry }
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]
sops:
  lastmodified: "2030-01-31T12:00:00Z"
  mac: ENC[AES256_GCM,data:jkl=,iv:mno=,tag:pqr=,type:str]
`,
    ],
    [
      'places that a script fills in',
      `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: REPLACEME-web, labels: { app: "$$name$$-web" } }
spec:
  ingressClassName: "{CLASS_NAME}"
  rules:
    - host: shop.<your domain>
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: __NAME__-web, port: { number: 80 } } } }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: web }
webhooks:
  - name: web.example.com
    admissionReviewVersions: [v1]
    sideEffects: None
    clientConfig: { url: "https://web.example.com", caBundle: __CA_CERT__ }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: web, image: "example.com/web:1", resources: { requests: { cpu: "{{CPU}}m", memory: "<memory>" }, limits: { memory: "{{MEMORY}}Mi" } } }
`,
    ],
    [
      'a selector of commonLabels',
      `#- web.yaml\n${deployment}#- kustomization.yaml\n${root('commonLabels: { app: web }')}`,
    ],
    [
      'a selector of labels',
      `#- web.yaml\n${deployment}#- kustomization.yaml\n${root('labels: [{ includeSelectors: true, pairs: { app: web } }]')}`,
    ],
    [
      'a patch for kubectl',
      '#- ports-patch.yaml\napiVersion: v1\nkind: Service\nspec: { type: NodePort }\n#- deploy/patch.json\n{"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"replicas": 2}}\n',
    ],
    [
      'a version that another definition of the kind has',
      `#- a/crd.yaml\n${definition('v1')}#- b/crd.yaml\n${definition('v2')}#- a/pool.yaml\n${pool('v2')}`,
    ],
    [
      'a definition that is there for tests',
      `#- pkg/testdata/old/crd.yaml\n${definition('v1', '{ type: object, properties: { spec: { type: object } } }')}#- pkg/testdata/new/pool.yaml\n${pool('v2')}#- deploy/pool.yaml\n${pool('v1', 'spec: { size: 3 }')}`,
    ],
    [
      'what a Chainsaw test expects and patches',
      `#- test/chainsaw-test.yaml
apiVersion: chainsaw.kyverno.io/v1alpha1
kind: Test
metadata: { name: pods }
spec:
  steps:
    - try: [{ apply: { file: pod.yaml } }, { assert: { file: ready.yaml } }, { patch: { file: more.yaml } }]
      catch: [{ error: { file: gone.yaml } }]
#- test/ready.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
status:
  (conditions[?type == 'Ready']): [{ status: "True" }]
#- test/more.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
#- test/gone.yaml
apiVersion: v1
kind: Pod
metadata: { name: ($name) }
spec: { (length(containers)): 2 }
`,
    ],
    [
      'what a KUTTL test expects',
      '#- test/00-assert.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\n',
    ],
    [
      'the error that a Chainsaw step expects',
      '#- test/01-error.yml\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\n',
    ],
    [
      'a kustomization with a name and no apiVersion',
      '#- kustomization.yaml\nkind: Kustomization\nmetadata: { name: web }\nresources: []\n',
    ],
    ['a patch of an image in a file of its own', `#- image-patch.yaml\n${deployment}`],
    [
      'a selector that Kustomize is configured to make',
      `#- monitor.yaml\n${monitor}#- kustomization.yaml\nresources: [monitor.yaml]\ncommonLabels: { app: web }\nconfigurations: [labels.yaml]\n`,
    ],
    [
      'a selector that an entry of labels makes',
      `#- monitor.yaml\n${monitor}#- kustomization.yaml\nresources: [monitor.yaml]\nlabels: [{ pairs: { app: web }, fields: [{ path: spec/selector/matchLabels, create: true, kind: ServiceMonitor }] }]\n`,
    ],
    [
      'an Istio installation',
      'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nmetadata: { name: mesh }\nspec: { profile: minimal }\n',
    ],
    [
      'structs that Prometheus takes from Kubernetes',
      `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: k8s }
spec:
  storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: 1Gi } } } } }
  topologySpreadConstraints: [{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway }]
`,
    ],
  ])('%s', ([, source]) => {
    expect(errors(source)).toEqual([]);
  });
});

describe('the same elsewhere is one', () => {
  it.for<readonly [string, string, readonly string[]]>([
    [
      'a type in a status',
      `${definition('v1')}status: { acceptedNames: [], conditions: [], storedVersions: [] }\n`,
      ['manifest.yaml wrong-type status.acceptedNames'],
    ],
    [
      'a field called sops without the code of SOPS',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\nsops: {}\n',
      ['manifest.yaml unknown-field sops'],
    ],
    [
      'a selector that no label of Kustomize makes',
      `#- web.yaml\n${deployment}#- kustomization.yaml\n${root('labels: [{ pairs: { app: web } }]')}`,
      ['web.yaml api-selector-required spec.selector'],
    ],
    [
      'a version that no definition has',
      `#- a/crd.yaml\n${definition('v1')}#- a/pool.yaml\n${pool('v3')}`,
      ['a/pool.yaml unknown-kind apiVersion'],
    ],
    [
      'a definition beside the test',
      `#- pkg/testdata/a/crd.yaml\n${definition('v1')}#- pkg/testdata/a/pool.yaml\n${pool('v2')}`,
      ['pkg/testdata/a/pool.yaml unknown-kind apiVersion'],
    ],
    [
      'what a Chainsaw test applies',
      `#- test/chainsaw-test.yaml\napiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: { name: a }\nspec: { steps: [{ try: [{ apply: { file: pod.yaml } }] }] }\n#- test/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\n`,
      ['test/pod.yaml required-field spec'],
    ],
    [
      'what a Chainsaw test applies and expects',
      `#- test/chainsaw-test.yaml\napiVersion: chainsaw.kyverno.io/v1alpha1\nkind: Test\nmetadata: { name: a }\nspec: { steps: [{ try: [{ apply: { file: pod.yaml } }] }, { try: [{ assert: { file: pod.yaml } }] }] }\n#- test/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\n`,
      ['test/pod.yaml required-field spec'],
    ],
    ...['errors.yaml', 'assert.yaml'].map((name): readonly [string, string, readonly string[]] => [
      `${name} that is no numbered step of a test`,
      `#- deploy/${name}\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\n`,
      [`deploy/${name} required-field spec`],
    ]),
    [
      'a ServiceMonitor without a selector, which no label makes',
      `#- monitor.yaml\n${monitor}#- kustomization.yaml\nresources: [monitor.yaml]\ncommonLabels: { app: web }\n`,
      ['monitor.yaml required-field spec.selector'],
    ],
    [
      'half an object in a file that is no kustomization',
      '#- web.yaml\nkind: Kustomization\nmetadata: { name: web }\n',
      ['web.yaml required-field apiVersion'],
    ],
    [
      'a name with a part in upper case',
      `apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data: { EXCHANGE_METHOD: a, REST: b }
---
apiVersion: v1
kind: Pod
metadata: { name: EXCHANGE_METHOD }
spec: { containers: [{ name: web, image: "example.com/web:1" }] }
`,
      ['manifest.yaml api-name-dns-subdomain metadata.name'],
    ],
  ])('%s', ([, source, found]) => {
    expect(errors(source)).toEqual(found);
  });
});

const web = (ports: string, probe = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "example.com/web:1", ports: ${ports}${probe} }] }
`;
const service = (ports: string, more = ''): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: web${more} }\nspec: { selector: { app: web }, ports: ${ports} }\n`;
const role =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: web }\nrules: []\n';
const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects: [{ kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }]
`;
const ingress = (namespace: string): string => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: board, namespace: ${namespace} }
spec: { defaultBackend: { service: { name: dashboard, port: { number: 80 } } } }
`;

describe('a workload as a whole in a file with the name of a patch', () => {
  it.for(['patch-operator.yaml', 'ssm-patch-manager.yaml'])('%s is checked', (name) => {
    const source = `#- ${name}\n${web('[]').replace('labels: { app: web }', 'labels: { app: other }')}`;
    expect(found(source, 'selector-mismatch', 'resources-missing')).toEqual([
      expect.stringContaining(' error selector-mismatch '),
      expect.stringContaining(' error resources-missing '),
    ]);
  });

  it.for<readonly [string, string]>([
    ['a container without an image', web('[]').replace(', image: "example.com/web:1"', '')],
    ['no selector', web('[]').replace(/.*matchLabels.*\n/, '')],
    ['no container', web('[]').replace(/containers: .*\]/, 'hostNetwork: true')],
    [
      'no schedule',
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: web }\nspec: { jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: web, image: "example.com/web:1" }] } } } } }\n',
    ],
  ])('with %s is a patch', ([, manifest]) => {
    expect(errors(`#- web-patch.yaml\n${manifest}`)).toEqual([]);
    expect(found(`#- web-patch.yaml\n${manifest}`, 'resources-missing')).toEqual([]);
  });
});

describe('keys that have a part in upper case', () => {
  it.for(['EXCHANGE_METHOD', 'AIRFLOW__CORE__FERNET_KEY'])('%s is missing', (key) => {
    const source = `apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data: { mode: a }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: web, image: "example.com/web:1", env: [{ name: A, valueFrom: { configMapKeyRef: { name: web, key: KEY } } }] }
`;
    expect(found(source.replace('KEY', key), 'env-ref-missing')).toHaveLength(1);
    expect(found(source.replace('KEY', '__KEY__'), 'env-ref-missing')).toEqual([]);
  });
});

describe('what works without being declared here', () => {
  it('a number that a probe asks is told as information', () => {
    const source = web('[{ containerPort: 8080 }]', ', livenessProbe: { tcpSocket: { port: 8081 } }');
    expect(found(source, 'liveness-port')).toEqual([expect.stringContaining(' information liveness-port ')]);
  });

  it('so is a number beside ports of the Service that are declared, but not one alone', () => {
    const both = '[{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81, targetPort: 8081 }]';
    const id = 'service-target-port-missing';
    expect(found(web('[{ containerPort: 8080 }]') + service(both), id)).toEqual([
      `manifest.yaml information ${id} spec.ports[1].targetPort`,
    ]);
    expect(found(web('[{ containerPort: 8080 }]') + service('[{ port: 80, targetPort: 8081 }]'), id)).toEqual(
      [`manifest.yaml warning ${id} spec.ports[0].targetPort`],
    );
  });

  it('a Service of an add-on', () => {
    const shop = web('[]') + service('[{ port: 80 }]', ', namespace: shop') + ingress('shop');
    expect(found(shop, 'dangling-ingress')).toHaveLength(1);
    expect(found(shop.replaceAll('namespace: shop', 'namespace: kube-system'), 'dangling-ingress')).toEqual(
      [],
    );
  });

  it('the image that Istio injects', () => {
    expect(found(web('[]').replace('example.com/web:1', 'auto'), 'image-tag-latest')).toEqual([]);
  });

  it('a Role that Kustomize makes of a ClusterRole', () => {
    const files = `#- role.yaml\n${role}#- binding.yaml\n${binding}`;
    const patch =
      'patches: [{ target: { kind: ClusterRole }, patch: "[{ op: replace, path: /kind, value: Role }]" }]';
    const kustomization = '#- kustomization.yaml\nresources: [role.yaml, binding.yaml]\n';
    expect(found(`${files}${kustomization}`, 'rbac-dangling-role-ref')).toHaveLength(1);
    expect(found(`${files}${kustomization}${patch}\n`, 'rbac-dangling-role-ref')).toEqual([]);
  });

  it('what test data of another folder holds', () => {
    const gateway = ingress('shop').replace('dashboard', 'web');
    const other = service('[{ port: 8000 }]', ', namespace: shop');
    expect(found(`#- a/web.yaml\n${other}#- b/board.yaml\n${gateway}`, 'dangling-ingress')).toHaveLength(1);
    expect(found(`#- a/testdata/web.yaml\n${other}#- b/board.yaml\n${gateway}`, 'dangling-ingress')).toEqual(
      [],
    );
  });

  it('lines that end in a carriage return', () => {
    expect(errors('apiVersion: v1\rkind: ConfigMap\rmetadata:\r  name: a\r')).toEqual([]);
  });
});
