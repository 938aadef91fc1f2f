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

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: { type: integer, minimum: 1, maximum: 5, format: int32 }
                port: { x-kubernetes-int-or-string: true, anyOf: [{ type: integer }, { type: string }] }
                free:
                  type: object
                  x-kubernetes-preserve-unknown-fields: true
                  properties: { known: { type: string } }
                any: { x-kubernetes-preserve-unknown-fields: true }
                mode: { type: string, enum: [A, B], default: A }
                maybe: { type: string, nullable: true }
                labels: { type: object, additionalProperties: { type: string } }
                parts:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties:
                      name: { type: string, pattern: "^[a-z]+$" }
                      weight: { type: number, minimum: 0, exclusiveMinimum: true }
                tags: { type: array, x-kubernetes-list-type: set, items: { type: string } }
                template: { type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true }
                insensitive: { type: string, pattern: "(?i)^abc$" }
                target:
                  type: object
                  properties: { name: { type: string }, url: { type: string } }
                  oneOf: [{ required: [name] }, { required: [url] }]
`;

/** The findings that there are and those that the carets in the text expect. */
function check(source: string, version?: string): { readonly found: string; readonly expected: string } {
  const run = new TestRun(source, version === undefined ? {} : { version });
  return { found: run.annotated(IDS), expected: run.expected() };
}

describe('custom resources of the workspace', () => {
  it('are checked by their definition', () => {
    const run = check(`#- crd.yaml
${CRD}#- widget.yaml
apiVersion: example.com/v1
kind: Widget
metadata:
  name: a
  lables: {}
# ^^^^^^ unknown field "lables" in ObjectMeta: did you mean "labels"?
spec:
  size: 9
  #     ^ 9 is too large: the most is 5
  port: http
  free: { known: 1, other: 2 }
  #              ^ expected text, got the number 1: put it in quotes
  any: [1, { a: b }]
  mode: C
  #     ^ expected A or B, got "C"
  maybe: null
  labels: { a: 1 }
  #            ^ expected text, got the number 1: put it in quotes
  parts:
    - name: A1
    #       ^^ "A1" does not match the pattern ^[a-z]+$
      weight: 0
      #       ^ 0 is too small: it must be more than 0
    - { name: b }
    - { name: b }
    #         ^ "b" stands twice in this list, where every item needs a name of its own
  tags: [x, z, x]
  #            ^ "x" stands twice in this list, where every item needs to be different
  template: { apiVersion: v1, kind: ConfigMap, data: {} }
  insensitive: ABC
  target: { name: a, url: b }
# ^^^^^^ set exactly one of "name", "url"
  sise: 1
# ^^^^ unknown field "sise" in Widget.spec: remove it or correct its name
`);
    expect(run.found).toBe(run.expected);
  });

  it('are checked again when their definition changes', () => {
    const run = new TestRun(
      `#- crd.yaml\n${CRD}#- widget.yaml\napiVersion: example.com/v1\nkind: Widget\nspec:\n  size: 9\n`,
    );
    const [crd, widget] = run.fixture.files;
    expect(run.findings(IDS, widget?.uri)).toHaveLength(1);
    run.workspace.set(crd?.uri ?? '', CRD.replace('maximum: 5', 'maximum: 10'));
    expect(run.findings(IDS, widget?.uri)).toEqual([]);
    run.workspace.delete(crd?.uri ?? '');
    expect(run.findings(IDS, widget?.uri)).toEqual([]);
  });

  it('have the versions that their definition has', () => {
    const run = check(`#- crd.yaml
${CRD}#- widget.yaml
apiVersion: example.com/v2
#           ^^^^^^^^^^^^^^ there is no Widget in example.com/v2: use example.com/v1
kind: Widget
`);
    expect(run.found).toBe(run.expected);
  });

  it('take the nearest of several definitions', () => {
    const run = check(`#- a/crd.yaml
${CRD}#- b/crd.yaml
${CRD.replace('maximum: 5', 'maximum: 10')}#- b/widget.yaml
apiVersion: example.com/v1
kind: Widget
spec:
  size: 9
#- a/widget.yaml
apiVersion: example.com/v1
kind: Widget
spec:
  size: 9
  #     ^ 9 is too large: the most is 5
`);
    expect(run.found).toBe(run.expected);
  });

  it('beat the bundled ones', () => {
    const own = CRD.replaceAll('example.com', 'cert-manager.io').replace('kind: Widget', 'kind: Issuer');
    const run = check(`#- crd.yaml
${own}#- issuer.yaml
apiVersion: cert-manager.io/v1
kind: Issuer
spec:
  size: 3
`);
    expect(run.found).toBe(run.expected);
  });
});

describe('bundled custom resources', () => {
  it.each([
    [
      'cert-manager',
      'cert-manager.io/v1',
      'Certificate',
      '  secretName: a\n  dnsName: [a]\n# ^^^^^^^ unknown field "dnsName" in CertificateSpec: did you mean "dnsNames"?\n  issuerRef: { name: a }\n',
    ],
    [
      'gateway-api',
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      '  hostname: [a]\n# ^^^^^^^^ unknown field "hostname" in HTTPRouteSpec: did you mean "hostnames"?\n',
    ],
    [
      'argo-cd',
      'argoproj.io/v1alpha1',
      'Application',
      '  project: default\n  destinations: {}\n# ^^^^^^^^^^^^ unknown field "destinations" in ApplicationSpec: did you mean "destination"?\n',
    ],
    [
      'istio',
      'networking.istio.io/v1',
      'VirtualService',
      '  host: [a]\n# ^^^^ unknown field "host" in VirtualService.spec: did you mean "hosts"?\n',
    ],
    [
      'prometheus-operator',
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      '  selector: {}\n  endpoint: []\n# ^^^^^^^^ unknown field "endpoint" in ServiceMonitorSpec: did you mean "endpoints"?\n',
    ],
  ])('of %s', (_name, apiVersion, kind, spec) => {
    const run = check(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec:\n${spec}`);
    expect(run.found).toBe(run.expected);
  });

  it('leave other kinds of their groups alone', () => {
    const run = check('apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: { anything: 1 }\n');
    expect(run.found).toBe(run.expected);
  });
});
