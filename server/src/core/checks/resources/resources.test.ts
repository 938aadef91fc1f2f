import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../../test/harness/check.ts';

const REQUESTS = ['cpu-request-missing', 'memory-request-missing'];
const ALL_ON = { 'cpu-limit-missing': 'warning', 'ephemeral-storage-unset': 'warning' };

function deployment(name: string, container: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
${container}`;
}

/** Ids of the findings about resources, each with how often it was found. */
function counts(source: string, checks: Readonly<Record<string, unknown>> = {}): Record<string, number> {
  const found: Record<string, number> = {};
  const run = new TestRun(source, { checks });
  for (const { uri } of run.fixture.files) {
    for (const { id } of run.findings(undefined, uri).filter(isAboutResources))
      found[id] = (found[id] ?? 0) + 1;
  }
  return found;
}

function isAboutResources({ id }: { id: string }): boolean {
  return /resources|request|limit|quantity|storage|overcommit|fractional/.test(id);
}

function limitRange(namespace: string): string {
  return `apiVersion: v1
kind: LimitRange
metadata: { name: a, namespace: ${namespace} }
spec:
  limits: [{ type: Container, default: { cpu: 1, memory: 1Gi } }]
---
`;
}

describe('findings about resources', () => {
  it.each([
    ['no resources', ''],
    ['only CPU', '          resources:\n            requests:\n              cpu: 100m\n'],
    ['a wrong unit', '          resources:\n            limits: { cpu: 1Gi, memory: 512m }\n'],
  ])('are a hundred times those of one object for a hundred: %s', (_what, container) => {
    const one = counts(deployment('a', container), ALL_ON);
    const hundred = counts(
      Array.from({ length: 100 }, (_, index) => deployment(`a${index}`, container)).join('---\n'),
      ALL_ON,
    );
    expect(Object.keys(one).length).toBeGreaterThan(0);
    expect(hundred).toEqual(Object.fromEntries(Object.entries(one).map(([id, count]) => [id, count * 100])));
  });

  it('are one, and an error, for a container that has none, whatever else is on', () => {
    const run = new TestRun(deployment('a', ''), { checks: ALL_ON });
    const found = run.findings().filter(isAboutResources);
    expect(found.map(({ id, severity }) => ({ id, severity }))).toEqual([
      { id: 'resources-missing', severity: 'error' },
    ]);
    expect(run.fixture.files[0]?.text.slice(found[0]?.span.start, found[0]?.span.end)).toBe('web');
  });

  it.each([
    '          resources: {}\n',
    '          resources:\n',
    '          resources: { requests: {}, limits: }\n',
  ])('are the same for an empty block: %s', (container) => {
    expect(counts(deployment('a', container))).toEqual({ 'resources-missing': 1 });
  });

  it('are the partial ones where resources-missing is off', () => {
    expect(counts(deployment('a', ''), { 'resources-missing': 'off' })).toEqual({
      'cpu-request-missing': 1,
      'memory-request-missing': 1,
      'memory-limit-missing': 1,
    });
  });

  it.each([
    ['limits', '          resources: { limits: { cpu: 1, memory: 1Gi } }\n'],
    [
      'an anchor',
      '          resources: &some { limits: { cpu: 1, memory: 1Gi } }\n        - { name: b, image: "b:1", resources: *some }\n',
    ],
    [
      'a merge key',
      '          resources: &some\n            limits: { cpu: 1, memory: 1Gi }\n        - name: b\n          image: b:1\n          resources:\n            <<: *some\n',
    ],
    ['a merged container', '          <<: { resources: { limits: { cpu: 1, memory: 1Gi } } }\n'],
  ])('are none about requests with %s', (_what, container) => {
    expect(counts(deployment('a', container))).toEqual({});
  });

  it('are none in a Kustomize patch and none in an object with patch directives', () => {
    const patch = deployment('a', '          tty: true\n');
    expect(
      counts(`#- kustomization.yaml\npatches: [{ path: patch.yaml }]\n#- patch.yaml\n${patch}`, ALL_ON),
    ).toEqual({});
    expect(counts(deployment('a', '        - $patch: delete\n          name: old\n'), ALL_ON)).toEqual({});
  });

  it('still judge in a patch what is written there', () => {
    const patch = deployment('a', '          resources: { limits: { memory: 512MB } }\n');
    expect(counts(`#- kustomization.yaml\npatches: [{ path: patch.yaml }]\n#- patch.yaml\n${patch}`)).toEqual(
      {
        'api-quantity-syntax': 1,
      },
    );
  });

  it('are one for each value that is wrong', () => {
    const wrong = (amount: string): Record<string, number> =>
      counts(
        deployment(
          'a',
          `          resources: { requests: { cpu: 1 }, limits: { cpu: 2, memory: ${amount} } }\n`,
        ),
      );
    expect(wrong('512m')).toEqual({ 'warn-fractional-memory': 1 });
    expect(wrong('512')).toEqual({ 'suspicious-quantity': 1 });
    expect(wrong('512MB')).toEqual({ 'api-quantity-syntax': 1 });
    expect(wrong('-512m')).toEqual({ 'api-quantity-negative': 1 });
    expect(wrong('512Mi')).toEqual({});
    expect(
      counts(deployment('a', '          resources: { limits: { cpu: 2, memory: 512m } }\n'), {
        'warn-fractional-memory': 'off',
      }),
    ).toEqual({ 'suspicious-quantity': 1 });
  });

  it('take a LimitRange into account only in its own namespace', () => {
    const shop = deployment('a', '').replace('name: a', 'name: a\n  namespace: shop');
    expect(counts(limitRange('shop') + shop)).toEqual({});
    expect(counts(limitRange('other') + shop)).toEqual({ 'resources-missing': 1 });
  });
});

describe('the path', () => {
  it.each([
    ['resources-missing', 'tty: true', 'resources'],
    ['cpu-request-missing', 'resources: { limits: { memory: 1Gi } }', 'resources.requests.cpu'],
    [
      'api-request-exceeds-limit',
      'resources: { requests: { cpu: 2 }, limits: { cpu: 1 } }',
      'resources.requests',
    ],
    ['api-non-overcommit', 'resources: { requests: { nvidia.com/gpu: 2 } }', 'resources.limits'],
    ['api-hugepages', 'resources: { limits: { hugepages-2Mi: 2Mi } }', 'resources'],
    ['api-quantity-negative', 'resources: { limits: { memory: -1 } }', 'resources.limits.memory'],
  ])('of %s is the field that the API server names', (id, line, path) => {
    const [found] = new TestRun(deployment('a', `          ${line}\n`)).findings([id]);
    expect(found?.path).toBe(`spec.template.spec.containers[0].${path}`);
  });
});

describe('the underlined text', () => {
  it.each([
    [REQUESTS[0], 'requests: { memory: 1Gi }', 'web'],
    ['memory-limit-missing', 'requests: { memory: 1Gi }', 'web'],
    ['api-request-exceeds-limit', 'requests: { cpu: 2 }, limits: { cpu: "1" }', '2'],
    ['api-non-overcommit', 'requests: { nvidia.com/gpu: "2" }', '"2"'],
    ['api-hugepages', 'limits: { hugepages-2Mi: 2Mi }', '2Mi'],
    ['suspicious-quantity', 'limits: { cpu: 250Mi }', '250Mi'],
    ['warn-fractional-memory', "limits: { memory: '1m' }", "'1m'"],
    ['api-quantity-syntax', 'limits: { memory: 1 GB }', '1 GB'],
    ['api-quantity-negative', 'limits: { memory: -1 }', '-1'],
  ])('of %s is exact, also in a later document and with CRLF', (id, resources, text) => {
    const source = `# first\n---\n${deployment('a', `          resources: { ${resources} }\n`)}`.replaceAll(
      '\n',
      '\r\n',
    );
    const found = new TestRun(source).findings([id ?? '']);
    expect(found.map(({ start, span }) => source.slice(start + span.start, start + span.end))).toEqual([
      text,
    ]);
  });

  it('of a container without a name is its image', () => {
    const run = new TestRun(
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [{ image: "a:1" }] }\n',
    );
    const [found] = run.findings(['resources-missing']);
    expect(run.fixture.files[0]?.text.slice(found?.span.start, found?.span.end)).toBe('"a:1"');
    expect(found?.message.startsWith('this container')).toBe(true);
  });
});

describe('a LimitRange of claims', () => {
  it.each([
    ['is wrong where no storage is named', 'min: { cpu: 1 }', 1],
    ['is right where storage is null, which the API server reads as 0', 'min: { storage: null }', 0],
  ])('%s', (_what, limits, expected) => {
    const run = new TestRun(`apiVersion: v1
kind: LimitRange
metadata: { name: a }
spec:
  limits:
    - type: PersistentVolumeClaim
      ${limits}
`);
    expect(run.findings(['api-limitrange'])).toHaveLength(expected);
  });
});
