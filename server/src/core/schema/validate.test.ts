import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';

const IDS = [
  'unknown-field',
  'wrong-type',
  'required-field',
  'invalid-value',
  'duplicate-key',
  'unknown-kind',
  'server-set-field',
];

/** The findings that there are and those that the carets in the text expect. */
function check(source: string, version?: string): { readonly found: string; readonly expected: string } {
  const run = new TestRun(source, version === undefined ? {} : { version });
  return { found: run.annotated(IDS), expected: run.expected() };
}

function pod(spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
}

describe('what is left alone', () => {
  it.each([
    [
      'null in optional fields',
      pod('  affinity: null\n  hostNetwork:\n  containers: [{ name: web, env: null }]\n'),
    ],
    ['an empty text for an optional enum', pod('  restartPolicy: ""\n  containers: [{ name: web }]\n')],
    [
      'numbers and texts for quantities and ports',
      pod(
        '  containers: [{ name: web, resources: { limits: { cpu: 1, memory: 1e3 } }, livenessProbe: { httpGet: { port: http } } }]\n',
      ),
    ],
    [
      'a whole number with a point',
      pod('  terminationGracePeriodSeconds: 30.0\n  containers: [{ name: web }]\n'),
    ],
    [
      'octal modes',
      pod(
        '  containers: [{ name: web }]\n  volumes: [{ name: c, configMap: { name: c, defaultMode: 0644 } }]\n',
      ),
    ],
    [
      'values that are filled in later',
      pod(
        '  terminationGracePeriodSeconds: ${GRACE}\n  containers: [{ name: web, imagePullPolicy: "${POLICY:=Always}" }]\n',
      ),
    ],
    [
      'custom kinds that nobody describes',
      'apiVersion: example.com/v1\nkind: Thing\nspec: { anything: 1 }\n',
    ],
    ['kubeconfigs', 'apiVersion: v1\nkind: Config\nclusters: []\n'],
    [
      'leftovers of generators',
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: a, creationTimestamp: null }\nstatus: {}\n',
    ],
    [
      'untyped parts',
      'apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: { name: a }\nrevision: 1\ndata: { any: [1, { b: c }] }\n',
    ],
  ])('%s', (_what, text) => {
    const { found, expected } = check(text);
    expect(found).toBe(expected);
  });

  it('what a patch does not repeat, and its directives', () => {
    const run = check(`#- kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
patches:
  - path: patch.yaml
#- patch.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      $setElementOrder/containers: [{ name: web }]
      containers:
        - name: old
          $patch: delete
        - image: nginx:1.29.3
          imagee: nginx
      #   ^^^^^^ unknown field "imagee" in Container: remove it or correct its name
`);
    expect(run.found).toBe(run.expected);
  });

  it('aliases and merge keys', () => {
    const run = check(
      pod('  containers:\n    - &base\n      name: a\n      image: nginx\n    - <<: *base\n      name: b\n'),
    );
    expect(run.found).toBe(run.expected);
  });
});

describe('wrong values', () => {
  it('are found in flow style and in JSON', () => {
    const run3 =
      check(`{ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "web" }, "spec": { "containers": [{ "nam": "web" }] } }
#                                                                                              ^^^^^ unknown field "nam" in Container: did you mean "name"?
`);
    expect(run3.found).toBe(run3.expected);
  });

  it('are found in each item of a List', () => {
    const run = new TestRun(`apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata:
      name: web
    spec:
      port: 80
`);
    const [finding] = run.findings(IDS);
    expect(finding?.path).toBe('spec.port');
    expect(finding?.message).toBe('unknown field "port" in ServiceSpec: did you mean "ports"?');
  });

  it('are drawn on the smallest thing that shows them', () => {
    const run = check(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    app: web
  # ^^^ unknown field "app" in LabelSelector: labels go below "matchLabels"
  template:
    spec:
      containers:
        - image: nginx
        # ^^^^^ missing required field "name" in Container
          ports:
            - containerPort: 80.5
              #              ^^^^ expected a whole number, got the number 80.5
          env: { A: b }
        # ^^^ expected a list of EnvVar, got a mapping
        -
      # ^ this item is empty: fill it in (Container), or remove it
`);
    expect(run.found).toBe(run.expected);
  });

  it('follow the target version', () => {
    const text = pod(`  hostUsers: false
  containers:
    - name: web
`);
    const run = check(text, '1.30');
    expect(run.found).toBe(run.expected);
    const later = check(
      text.replace(
        '  containers',
        '# ^^^^^^^^^ "hostUsers" in PodSpec was added in 1.25, and the target version is 1.24\n  containers',
      ),
      '1.24',
    );
    expect(later.found).toBe(later.expected);
  });

  it('are reported once: a check that says more speaks alone', () => {
    const run = new TestRun(
      pod(
        '  containers:\n    - name: web\n      image: nginx:1.29.3\n      ports:\n        - containerPort: 80\n          protocol: tcp\n',
      ),
    );
    expect(
      run
        .findings()
        .filter(({ path }) => path.endsWith('protocol'))
        .map(({ id }) => id),
    ).toEqual(['api-protocol']);
  });

  it('silence what checks say below a key that is wrong', () => {
    const run = new TestRun(
      pod(
        '  containers:\n    - name: web\n      image: nginx:1.29.3\n  initContainer:\n    - name: a\n      image: nginx\n',
      ),
    );
    expect(
      run
        .findings()
        .filter(({ path }) => path.startsWith('spec.initContainer'))
        .map(({ id }) => id),
    ).toEqual(['unknown-field']);
  });
});
