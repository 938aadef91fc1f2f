import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { askServer } from '../../client/src/cluster/verdict/ask.ts';
import { asPartOf, broughtBy } from '../../client/src/cluster/verdict/broughtByFile.ts';
import { askablesIn } from '../../client/src/clusters/verdict/askable.ts';
import { marksOf } from '../../client/src/clusters/verdict/marks.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import type { TestExplorer } from '../harness/cluster/clusterTest.ts';
import { clusterTest } from '../harness/cluster/clusterTest.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { create, setStatus } from '../harness/cluster/objects.ts';
import { serveWebhook } from '../harness/cluster/admissionWebhook.ts';
import { Session } from '../../client/src/cluster/session.ts';

/** Every admission plugin that a cluster has by default. */
const test = clusterTest({ whole: true, podSecurity: true });

/** What is underlined, line and text, with what is said of it. */
async function said(session: Session, text: string): Promise<string[]> {
  const { objects } = askablesIn('file:///manifest.yaml', text);
  const brought = broughtBy(objects);
  const found: string[] = [];
  for (const object of objects) {
    const answer = await askServer(session, object.asked, object.root.toJSON() as Record<string, unknown>);
    const { sayings } = asPartOf(brought, object.asked, answer);
    for (const { span, severity, message } of marksOf(object, sayings)) {
      const start = object.start + span.start;
      const line = text.slice(0, start).split('\n').length;
      found.push(`${line} ${text.slice(start, object.start + span.end)} ${severity}: ${message}`);
    }
  }
  return found;
}

async function ask(explorer: TestExplorer, text: string): Promise<string[]> {
  return said(await explorer.session('test'), text);
}

async function namespace(
  server: ApiServer,
  name: string,
  labels: Record<string, string> = {},
): Promise<void> {
  await create(server, '/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  });
  await create(server, `/api/v1/namespaces/${name}/serviceaccounts`, {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
  });
}

const DEPLOYMENT = (namespace: string, { labels = '{app: web}', replicas = '1', more = '' } = {}): string => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: ${namespace}
  labels: ${labels}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
${more}`;

const map = (name: string, data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: forms}\ndata: {${data}}\n`;
const pod = (resources: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: quotas}\nspec:\n  containers:\n    - name: web\n      image: a\n      resources: ${resources}\n`;
const gadget = (spec: string): string =>
  `apiVersion: example.org/v1\nkind: Gadget\nmetadata: {name: a, namespace: default}\nspec: ${spec}\n`;

test('accepts what is right, and keeps nothing', async ({ server, explorer }) => {
  await namespace(server, 'right');
  expect(await ask(explorer, DEPLOYMENT('right'))).toEqual([]);
  const { status } = await server.send('GET', '/apis/apps/v1/namespaces/right/deployments/web');
  expect(status).toBe(404);
});

test('puts causes, unknown fields and wrong types at their fields', async ({ server, explorer }) => {
  await namespace(server, 'fields');
  const more = '          ports: [{containerPort: 70000}, {containerPort: 80, name: Web}]\n';
  expect(await ask(explorer, DEPLOYMENT('fields', { labels: '{"a b": x}', more }))).toEqual([
    expect.stringMatching(/^7 "a b" error: Invalid value: "a b"/),
    '17 70000 error: Invalid value: 70000: must be between 1 and 65535, inclusive',
    expect.stringMatching(/^17 Web error: Invalid value: "Web": must contain only/),
  ]);
  expect(
    await ask(explorer, DEPLOYMENT('fields', { more: '          imge: x\n          tty: 3\n' })),
  ).toEqual(
    expect.arrayContaining([
      '17 imge error: unknown field "imge"',
      expect.stringMatching(/^18 3 error: (?:number where bool is wanted|expected boolean, got 3)$/),
    ]),
  );
  expect(await ask(explorer, DEPLOYMENT('fields', { replicas: '1\n  replicas: 2' }))).toEqual([
    '10 replicas error: duplicate field "replicas": only one of them can count',
  ]);
  expect(await ask(explorer, DEPLOYMENT('fields', { replicas: '1.5' }))).toEqual([
    '9 1.5 error: number 1.5 where int32 is wanted',
  ]);
  const resources = '          resources: {limits: {cpu: 1x}}\n';
  expect(await ask(explorer, DEPLOYMENT('fields', { more: resources }))).toEqual([
    expect.stringMatching(/^17 1x error: (?:quantities must match|unable to parse)/),
  ]);
});

test('knows kinds, versions and namespaces that are not there', async ({ explorer }) => {
  const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: nowhere}\n';
  expect(await ask(explorer, object)).toEqual([
    '3 nowhere warning: The namespace "nowhere" is not there, so not everything was checked.',
  ]);
  expect(await ask(explorer, 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: {name: a}\n')).toEqual([
    '2 Gadget error: "test" has no kind Gadget of example.com/v1.',
  ]);
  expect(await ask(explorer, 'apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: a}\n')).toEqual([
    '1 apps/v1beta1 error: "test" does not serve the kind Deployment as apps/v1beta1.',
  ]);
});

/** A definition and an object of its kind, which is in line 12. */
const DEFINITION = (served: boolean): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: gadgets.example.com}
spec:
  group: example.com
  names: {kind: Gadget, plural: gadgets}
  scope: Namespaced
  versions:
    - {name: v1, served: ${served}, storage: true, schema: {openAPIV3Schema: {type: object}}}
---
apiVersion: example.com/v1
kind: Gadget
metadata: {name: a}
`;

test('blames nobody for what the same file brings', async ({ explorer }) => {
  expect(await ask(explorer, DEFINITION(true))).toEqual([
    '12 Gadget information: The cluster does not know this version of Gadget yet, but its definition is in this file. So this object was not checked. Applying the file makes it first; then check again.',
  ]);
  expect(await ask(explorer, DEFINITION(false))).toEqual([
    '12 Gadget error: "test" has no kind Gadget of example.com/v1.',
  ]);
  const place = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: later}\n---\n';
  const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: later}\n';
  expect(await ask(explorer, `${place}${object}`)).toEqual([
    '7 later information: The namespace "later" is in this file and not in the cluster yet, so not everything was checked. Applying the file makes it first; then check again.',
  ]);
  const { objects } = askablesIn('file:///manifest.yaml', DEFINITION(true));
  const [, gadget] = objects;
  if (!gadget) throw new Error('no gadget');
  const answer = await askServer(await explorer.session('test'), gadget.asked, {});
  expect(answer.outcome).toBe('rejected');
  expect(asPartOf(broughtBy(objects), gadget.asked, answer).outcome).toBe('unasked');
});

test('reads JSON, several documents, lists, and objects without a name', async ({ server, explorer }) => {
  await namespace(server, 'forms');
  const json =
    '{"apiVersion": "v1", "kind": "Service",\n "metadata": {"name": "a", "namespace": "forms"},\n "spec": {"ports": [{"port": 0}]}}\n';
  expect(await ask(explorer, json)).toEqual([expect.stringMatching(/^3 0 error: Invalid value: 0: must be/)]);
  expect(await ask(explorer, `${map('a', 'a: "1"')}---\n${map('b', 'b: 2')}`)).toEqual([
    '9 2 error: expected string, got 2',
  ]);
  const list = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: c, namespace: forms}\n    daata: {}\n`;
  expect(await ask(explorer, list)).toEqual(['7 daata error: unknown field "daata"']);
  const nameless = `apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-, namespace: forms}\nspec:\n  template:\n    spec:\n      restartPolicy: Always\n      containers: [{name: a, image: a}]\n`;
  expect(await ask(explorer, nameless)).toEqual([
    expect.stringMatching(/^7 Always error: (?:Required value: valid values|Unsupported value)/),
  ]);
});

test('tells who owns what an apply would take over', async ({ server, explorer }) => {
  await namespace(server, 'owned');
  const path = '/apis/apps/v1/namespaces/owned/deployments/web?fieldManager=argocd-controller';
  const applied = await server.send('PATCH', path, {
    type: 'application/apply-patch+yaml',
    text: DEPLOYMENT('owned', { replicas: '5' }),
  });
  expect(applied.status).toBe(201);
  expect(await ask(explorer, DEPLOYMENT('owned', { replicas: '2', labels: '{app: "a b"}' }))).toEqual([
    expect.stringMatching(/^7 "a b" information: "argocd-controller" owns this field/),
    '9 2 information: "argocd-controller" owns this field in the cluster with another value. An apply would stop here.',
    expect.stringMatching(/^7 "a b" error: Invalid value: "a b"/),
  ]);
});

test('says which right is missing', async ({ server, explorer }) => {
  await namespace(server, 'rights');
  const token = (
    JSON.parse(
      (
        await server.send('POST', '/api/v1/namespaces/rights/serviceaccounts/default/token', {
          type: 'application/json',
          text: JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' }),
        })
      ).body,
    ) as { readonly status: { readonly token: string } }
  ).status.token;
  expect(explorer.kubeconfig).not.toBe('');
  const session = new Session(contextFor(server, { token }), { env: {}, policy: () => 'readOnly' });
  expect(await said(session, DEPLOYMENT('rights'))).toEqual([
    '3 Deployment warning: Not checked, for a right is missing: User "system:serviceaccount:rights:default" cannot patch resource "deployments" in API group "apps" in the namespace "rights"',
  ]);
  session.close();
});

test('shows what Pod Security forbids or warns of at its container', async ({ server, explorer }) => {
  await namespace(server, 'secure', {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  });
  const more = '          securityContext: {privileged: true, runAsUser: 1000}\n      hostNetwork: true\n';
  const warned = await ask(explorer, DEPLOYMENT('secure', { more }));
  expect(warned.map((text) => text.slice(0, 90))).toEqual([
    '18 true warning: host namespaces (hostNetwork=true) (Pod Security restricted:latest)',
    '17 true warning: privileged (container "web" must not set securityContext.privileged=true)',
    expect.stringMatching(/^17 securityContext warning: allowPrivilegeEscalation != false \(container "web"/),
    expect.stringMatching(/^17 securityContext warning: unrestricted capabilities \(container "web"/),
    expect.stringMatching(/^17 securityContext warning: runAsNonRoot != true \(pod or container "web"/),
    expect.stringMatching(/^17 securityContext warning: seccompProfile \(pod or container "web"/),
  ]);
  const pod = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: secure}
spec:
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  volumes: [{name: host, hostPath: {path: /}}]
  initContainers:
    - name: init
      image: a
      ports: [{containerPort: 80, hostPort: 80}]
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_ADMIN]}}
  containers:
    - name: web
      image: a
`;
  const denied = await ask(explorer, pod);
  const place = /^\d+ \S+ error: [^(]*/;
  expect(denied.map((text) => place.exec(text)?.[0])).toEqual([
    '10 80 error: hostPort ',
    '13 web error: allowPrivilegeEscalation != false ',
    '13 web error: unrestricted capabilities ',
    '11 add error: unrestricted capabilities ',
    '6 host error: restricted volume types ',
  ]);
});

const POLICIES = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const BINDINGS = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';

async function policy(server: ApiServer, name: string, validation: object, actions: string[]): Promise<void> {
  await create(server, POLICIES, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: {
        namespaceSelector: { matchLabels: { policies: 'on' } },
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['*'], resources: ['deployments'] },
        ],
      },
      validations: [validation],
    },
  });
  await create(server, BINDINGS, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: `${name}-everywhere` },
    spec: { policyName: name, validationActions: actions },
  });
}

test('shows what a ValidatingAdmissionPolicy denies or warns of', async ({ server, explorer }) => {
  await namespace(server, 'policies', { policies: 'on' });
  await policy(server, 'few', { expression: 'object.spec.replicas <= 5' }, ['Deny']);
  await policy(
    server,
    'owner',
    { expression: "'owner' in object.metadata.labels", message: 'every Deployment needs a label owner' },
    ['Warn'],
  );
  const answers = await until(
    () => ask(explorer, DEPLOYMENT('policies', { replicas: '9' })),
    (found) => found.length === 1,
  );
  expect(answers).toEqual([
    '9 9 error: failed expression: object.spec.replicas <= 5 (ValidatingAdmissionPolicy few, binding few-everywhere)',
  ]);
  const warned = await until(
    () => ask(explorer, DEPLOYMENT('policies')),
    (found) => found.length === 1,
  );
  expect(warned).toEqual([
    '7 labels warning: every Deployment needs a label owner (ValidatingAdmissionPolicy owner, binding owner-everywhere)',
  ]);
});

/** Policies and quotas count a moment after they were made. */
async function until<T>(ask: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const found = await ask();
    if (holds(found) || performance.now() > deadline) return found;
    await pause(100);
  }
}

const KYVERNO = `

resource Deployment/webhooks/web was blocked due to the following policies 

disallow-latest:
  autogen-require-tag: 'validation error: An image tag is required. rule autogen-require-tag
    failed at path /spec/template/spec/containers/0/image/'
require-labels:
  check-for-labels: 'validation error: The label team is required. rule check-for-labels
    failed at path /metadata/labels/team/'
`;

test('shows what webhooks deny, in the forms of Gatekeeper, Kyverno and others', async ({
  server,
  explorer,
}) => {
  await namespace(server, 'webhooks');
  const webhook = await serveWebhook(server, 'checks.example.com', {
    gatekeeper: {
      message:
        '[must-have-team] you must provide labels: {"team"}\n[no-privileged] Privileged container is not allowed: web, securityContext: {"privileged": true}\n[allowed-repos] container <web> has an invalid image repo <registry.example.com/web:1.4.2>, allowed repos are ["example.org"]',
    },
    kyverno: { message: KYVERNO },
    short: {
      message:
        'policy limits / rule memory: spec.template.spec.containers[0].resources.limits.memory is required',
    },
    path: { message: 'spec.replicas: must be odd' },
    free: { message: 'not on a Friday' },
    warn: { warnings: ['spec.replicas: one replica is few'] },
  });
  try {
    const labelled = (value: string): Promise<string[]> =>
      until(
        () => ask(explorer, DEPLOYMENT('webhooks', { labels: `{refuse: ${value}}` })),
        (found) => found.length > 0,
      );
    expect(await labelled('gatekeeper')).toEqual([
      '7 labels error: you must provide labels: {"team"} (Gatekeeper must-have-team)',
      expect.stringMatching(/^15 web error: Privileged container is not allowed: web/),
      expect.stringMatching(
        /^16 registry.example.com\/web:1.4.2 error: container <web> has an invalid image repo/,
      ),
    ]);
    expect(await labelled('kyverno')).toEqual([
      expect.stringMatching(
        /^16 registry.example.com\/web:1.4.2 error: validation error: An image tag is required.*\(Kyverno disallow-latest \/ autogen-require-tag\)$/,
      ),
      expect.stringMatching(
        /^7 labels error: validation error: The label team is required.*\(Kyverno require-labels \/ check-for-labels\)$/,
      ),
    ]);
    expect(await labelled('short')).toEqual([
      expect.stringMatching(/^15 web error: .*limits\.memory is required \(Kyverno limits \/ memory\)$/),
    ]);
    expect(await labelled('path')).toEqual([
      '9 1 error: spec.replicas: must be odd (webhook checks.example.com)',
    ]);
    expect(await labelled('free')).toEqual([
      '3 Deployment error: not on a Friday (webhook checks.example.com)',
    ]);
    expect(await labelled('warn')).toEqual(['9 1 warning: one replica is few']);
  } finally {
    await webhook.close();
  }
});

test('shows an exceeded quota and a broken limit at the resources', async ({ server, explorer }) => {
  await namespace(server, 'quotas');
  const hard = { 'requests.cpu': '1', 'limits.memory': '1Gi' };
  await create(server, '/api/v1/namespaces/quotas/resourcequotas', {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'compute' },
    spec: { hard },
  });
  const quota = '/api/v1/namespaces/quotas/resourcequotas/compute';
  await setStatus(server, quota, { hard, used: { 'requests.cpu': '0', 'limits.memory': '0' } });
  const exceeded = await until(
    () => ask(explorer, pod('{requests: {cpu: 2}, limits: {memory: 64Mi, cpu: 2}}')),
    (found) => found.length > 0,
  );
  expect(exceeded).toEqual([
    '8 2 error: exceeded quota: compute, requested: requests.cpu=2, used: requests.cpu=0, limited: requests.cpu=1 (quota compute)',
  ]);
  expect(await ask(explorer, pod('{}'))).toEqual([
    '8 resources error: must specify limits.memory (quota compute)',
    '8 resources error: must specify requests.cpu (quota compute)',
  ]);
  await namespace(server, 'limits');
  await create(server, '/api/v1/namespaces/limits/limitranges', {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'limits' },
    spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] },
  });
  const limited = await until(
    () => ask(explorer, pod('{limits: {cpu: 2}}').replace('namespace: quotas', 'namespace: limits')),
    (found) => found.length > 0,
  );
  expect(limited).toEqual(['8 2 error: maximum cpu usage per Container is 1, but limit is 2 (LimitRange)']);
});

test('shows what the schema of a custom resource refuses', async ({ server, explorer }) => {
  await create(server, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gadgets.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { kind: 'Gadget', plural: 'gadgets', singular: 'gadget' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          deprecated: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  required: ['size'],
                  properties: {
                    size: { type: 'integer', maximum: 9 },
                    parts: {
                      type: 'array',
                      items: { type: 'object', properties: { 'a.b': { type: 'string', pattern: '^x' } } },
                    },
                  },
                },
              },
            },
          },
        },
      ],
    },
  });
  await create(server, '/api/v1/namespaces/default/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
  });
  const found = await until(
    () => ask(explorer, gadget('{size: 10, parts: [{a.b: z}]}')),
    (each) => each.length === 2,
  );
  // The server looks at fields in any order.
  expect(found.toSorted()).toEqual([
    expect.stringMatching(/^4 10 error: Invalid value: 10: .*less than or equal to 9/),
    expect.stringMatching(/^4 z error: Invalid value: "z": .*should match/),
  ]);
  expect(await ask(explorer, gadget('{}'))).toEqual(['4 spec error: Required value']);
  expect(await ask(explorer, gadget('{size: x}'))).toEqual([
    expect.stringMatching(/^4 x error: expected numeric/),
  ]);
  expect(await ask(explorer, gadget('{size: 1}'))).toEqual([
    '1 example.org/v1 warning: example.org/v1 Gadget is deprecated',
  ]);
});
