import { expect, test } from 'vitest';
import type { Saying } from './saying.ts';
import { sayingsOfStatus } from './status.ts';
import { sayingsOfWarning } from './warning.ts';

const DEPLOYMENT = { kind: 'Deployment', name: 'web' };

/** Who says what of which paths. */
function lines(sayings: readonly Saying[]): string[] {
  return sayings.map(({ paths, maybe = [], message, by }) => {
    const place = paths[0] ?? (maybe[0] === undefined ? '' : `${maybe[0]}?`);
    return `${place} | ${message}${by === undefined ? '' : ` | ${by}`}`;
  });
}

const refused = (message: string, kind = 'Deployment'): string[] =>
  lines(sayingsOfStatus({ message }, { kind }));

const warned = (text: string): string[] => lines(sayingsOfWarning(text, DEPLOYMENT));

test('reads what the server cannot decode', () => {
  expect(
    refused(
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica", duplicate field "spec.paused", unknown field "spec.template.metadata.labels[a.b/c]"',
    ),
  ).toEqual([
    'spec.replica | unknown field "replica"',
    'spec.paused | duplicate field "paused"',
    'spec.template.metadata.labels[a.b/c] | unknown field "a.b/c"',
  ]);
  expect(
    refused(
      'failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): errors:\n  .spec.replica: field not declared in schema\n  .spec.template.spec.containers[name="a: b"].tty: expected boolean, got &value.valueUnstructured{Value:"x"}',
    ),
  ).toEqual([
    '.spec.replica | unknown field "replica"',
    '.spec.template.spec.containers[name="a: b"].tty | expected boolean, got "x"',
  ]);
  expect(
    refused(
      'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ),
  ).toEqual(['spec.replicas | string where int32 is wanted']);
  const [duplicate] = sayingsOfStatus(
    {
      message:
        'error strict decoding YAML: yaml: unmarshal errors:\n  line 12: key "a: \\"b" already set in map',
    },
    DEPLOYMENT,
  );
  expect(duplicate?.line?.number).toBe(12);
});

test('reads causes, and messages without causes that name fields', () => {
  const causes = [
    { reason: 'FieldValueInvalid', field: 'spec.ports[0].port', message: 'Invalid value: 0: must be more' },
    { reason: 'FieldValueForbidden', field: '<nil>', message: 'no' },
  ];
  const message = 'Service "a" is invalid: [...]';
  expect(lines(sayingsOfStatus({ message, details: { causes } }, { kind: 'Service' }))).toEqual([
    'spec.ports[0].port | Invalid value: 0: must be more',
    ' | no',
  ]);
  expect(
    refused(
      'Deployment.apps "web" is invalid: [spec.template.spec.containers[0].image: Required value, metadata.labels: Invalid value: "a, b": must be less, spec.selector: Forbidden: [is, fixed]]',
    ),
  ).toEqual([
    'spec.template.spec.containers[0].image | Required value',
    'metadata.labels | Invalid value: "a, b": must be less',
    'spec.selector | Forbidden: [is, fixed]',
  ]);
  expect(refused('Deployment.apps "web" is invalid: spec.replicas: Invalid value: -1: no')).toEqual([
    'spec.replicas | Invalid value: -1: no',
  ]);
  expect(refused('metadata.managedFields must be nil')).toEqual([
    'metadata.managedFields? | metadata.managedFields must be nil',
  ]);
  expect(refused('etcdserver: request timed out')).toEqual([' | etcdserver: request timed out']);
});

test('reads who denies', () => {
  expect(
    refused(
      'deployments.apps "web" is forbidden: User "jane" cannot patch resource "deployments" in API group "apps" in the namespace "a"',
    ),
  ).toEqual([
    ' | Not checked, for a right is missing: User "jane" cannot patch resource "deployments" in API group "apps" in the namespace "a"',
  ]);
  expect(
    refused(
      "deployments.apps \"web\" is forbidden: ValidatingAdmissionPolicy 'few' with binding 'all' denied request: failed expression: object.spec.?replicas.orValue(1) <= 5",
    ),
  ).toEqual([
    'spec.replicas? | failed expression: object.spec.?replicas.orValue(1) <= 5 | ValidatingAdmissionPolicy few, binding all',
  ]);
  expect(
    refused(
      'admission webhook "validation.gatekeeper.sh" denied the request: [a] one [b]\ntwo\n[c] spec.replicas is low',
    ),
  ).toEqual(
    ['? | one [b]\ntwo | Gatekeeper a', 'spec.replicas? | spec.replicas is low | Gatekeeper c'].map((line) =>
      line.replace(/^\? /, ' '),
    ),
  );
  expect(
    refused(
      "admission webhook \"validate.kyverno.svc-fail\" denied the request: \n\nresource Deployment/shop/web was blocked due to the following policies\n\nsecure:\n  no-root: |-\n    validation failure: containers must not run as root\n  host: 'validation error: it''s the host''s. rule host failed at path /spec/template/spec/hostNetwork/'\n",
    ),
  ).toEqual([
    expect.stringMatching(
      /\| validation failure: containers must not run as root \| Kyverno secure \/ no-root$/,
    ),
    "/spec/template/spec/hostNetwork/ | validation error: it's the host's. rule host failed at path /spec/template/spec/hostNetwork/ | Kyverno secure / host",
  ]);
  expect(refused('admission webhook "a.example.com" denied the request without explanation')).toEqual([
    expect.stringMatching(/denied the request without explanation \| webhook a\.example\.com$/),
  ]);
});

test('reads quotas and limits', () => {
  expect(
    refused(
      'pods "a" is forbidden: failed quota: compute: must specify limits.cpu for: web,side; requests.memory for: web',
      'Pod',
    ),
  ).toEqual([
    'spec.containers[name="web"].resources.limits["cpu"] | must specify limits.cpu | quota compute',
    'spec.containers[name="side"].resources.limits["cpu"] | must specify limits.cpu | quota compute',
    'spec.containers[name="web"].resources.requests["memory"] | must specify requests.memory | quota compute',
  ]);
  expect(
    refused(
      'services "a" is forbidden: exceeded quota: few, requested: services.nodeports=1, used: services.nodeports=2, limited: services.nodeports=2',
      'Service',
    )[0],
  ).toMatch(/exceeded quota: few, .* \| quota few$/);
});

test('reads warnings', () => {
  expect(warned('unknown field "spec.replica"')).toEqual(['spec.replica | unknown field "replica"']);
  expect(
    warned(
      'policy/v1beta1 PodDisruptionBudget is deprecated in v1.21+, unavailable in v1.25+; use policy/v1 PodDisruptionBudget',
    )[0],
  ).toMatch(/^apiVersion \| /);
  expect(warned('spec.template.spec.containers[0].env[1]: hides previous definition of "A"')).toEqual([
    'spec.template.spec.containers[0].env[1] | hides previous definition of "A"',
  ]);
  expect(
    warned(
      'would violate PodSecurity "restricted:v1.30": runAsNonRoot != true (pod or containers "a", "b" must set securityContext.runAsNonRoot=true), seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
    ),
  ).toEqual([
    expect.stringMatching(
      /^spec\.template\.spec\.containers\[name="a"\]\.securityContext\.runAsNonRoot \| runAsNonRoot/,
    ),
    expect.stringMatching(
      /^spec\.template\.spec\.containers\[name="b"\]\.securityContext\.runAsNonRoot \| runAsNonRoot/,
    ),
    expect.stringMatching(/^spec\.template\.spec\.securityContext\.seccompProfile\.type \| seccompProfile/),
  ]);
});
