import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../../test/harness/check.ts';
import { ManifestDocument } from '../../manifest/document.ts';
import { readConfig } from '../config/read.ts';
import { CHECKS } from '../index.ts';
import { processorTime } from '../../../../../test/harness/processorTime.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web, tier: "\${TIER}" }
spec:
  hostNetwork: true
  containers:
    - name: web
      image: registry.example.com/web:1.0
    - name: side
      image: other.example.com/side:1.0
      ports:
        - containerPort: 80
`;

function run(check: string, text = POD, more = ''): TestRun {
  return new TestRun(text, { config: `extends: []\ncustomChecks:\n  mine: ${check}\n${more}` });
}

/** `what is underlined: message` of each finding. */
function found(check: string, text = POD, more = ''): string[] {
  return run(check, text, more)
    .findings(['mine'])
    .map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
}

function fixed(check: string): string {
  return run(check).fixed(['mine']);
}

function messages(text: string): string[] {
  const document = new ManifestDocument(`customChecks:\n${text}`);
  return readConfig(document, CHECKS).findings.map(({ message }) => message);
}

describe('a custom check', () => {
  it.each([
    [
      '{ field: metadata.labels.team, required: true }',
      ['labels: `metadata.labels.team` is missing: set it'],
    ],
    [
      '{ field: metadata.annotations.team, required: true }',
      ['metadata: `metadata.annotations.team` is missing: set it'],
    ],
    ['{ field: team, required: true }', ['web: `team` is missing: set it']],
    ['{ field: metadata.labels.app, required: true }', []],
    ['{ field: metadata.labels.team, required: true, kinds: [Deployment] }', []],
    [
      '{ field: metadata.labels.team, required: true, kinds: Pod, message: Who owns it? }',
      ['labels: Who owns it?'],
    ],
    ['{ field: spec.hostNetwork, forbidden: true }', ['true: `spec.hostNetwork` must not be set: remove it']],
    ['{ field: spec.hostPID, forbidden: true }', []],
    [
      '{ field: "spec.containers[*].ports", forbidden: true }',
      ['ports: `spec.containers[1].ports` must not be set: remove it'],
    ],
    [
      '{ field: "spec.containers[].image", pattern: "^registry\\\\.example\\\\.com/" }',
      [
        'other.example.com/side:1.0: `spec.containers[1].image` does not match `^registry\\.example\\.com/`: change it',
      ],
    ],
    [
      '{ on: container, field: image, pattern: "^registry" }',
      ['other.example.com/side:1.0: `image` does not match `^registry`: change it'],
    ],
    [
      '{ on: container, field: livenessProbe, required: true }',
      ['web: `livenessProbe` is missing: set it', 'side: `livenessProbe` is missing: set it'],
    ],
    [
      '{ on: pod, field: hostNetwork, values: [false] }',
      ['true: `hostNetwork` is none of `false`: choose one'],
    ],
    [
      '{ field: metadata.labels.app, values: [api, worker] }',
      ['web: `metadata.labels.app` is none of `api`, `worker`: choose one'],
    ],
    ['{ field: metadata.labels.app, values: [web, api] }', []],
    ['{ field: metadata.labels.tier, values: [a] }', []],
    ['{ field: metadata.labels.tier, pattern: "^a$" }', []],
    [
      '{ field: "metadata.labels[*]", pattern: "^api$" }',
      ['web: `metadata.labels.app` does not match `^api$`: change it'],
    ],
    [
      '{ field: spec.containers, schema: { type: array, maxItems: 1 } }',
      ['containers: `spec.containers` must NOT have more than 1 items'],
    ],
    [
      '{ field: "spec.containers[*].ports", schema: { items: { properties: { containerPort: { minimum: 1024 } } } } }',
      ['80: `spec.containers[1].ports[0].containerPort` must be >= 1024'],
    ],
    [
      '{ field: metadata.labels, schema: { additionalProperties: false, properties: { app: {} } } }',
      ['"${TIER}": `metadata.labels.tier` must NOT have additional properties'],
    ],
  ])('%s', (check, expected) => {
    expect(found(check)).toEqual(expected);
  });

  it('sets a value or removes what is forbidden', () => {
    expect(fixed('{ field: metadata.labels.team, required: true, value: shop }')).toContain(', team: shop }');
    expect(fixed('{ field: spec.hostNetwork, forbidden: true }')).not.toContain('hostNetwork');
    expect(fixed('{ field: spec.hostNetwork, values: [false], value: false }')).toContain(
      'hostNetwork: false',
    );
    expect(fixed('{ field: metadata.labels.app, values: [webs] }')).toContain('app: webs');
  });

  it('is configured, overridden and waived like all others', () => {
    const check = '{ field: metadata.labels.team, required: true, severity: error }';
    const severities = (more: string, text = POD): string[] =>
      run(check, text, more)
        .findings(['mine'])
        .map(({ severity }) => severity);
    expect(severities('')).toEqual(['error']);
    expect(severities('checks: { mine: information }')).toEqual(['information']);
    expect(severities('overrides: [{ kinds: [Pod], checks: { mine: off } }]')).toEqual([]);
    expect(severities('', `# kube-guardrails-disable mine -- why\n${POD}`)).toEqual([]);
    expect(run(check, `# kube-guardrails-disable mine -- why\n${POD}`).findings()).toEqual([]);
    expect(found(check, POD.replace('app: web', 'team: shop'))).toEqual([]);
  });

  it('does not blame a patch for what its base holds', () => {
    const text = `#- kustomization.yaml\nresources: [base.yaml]\npatches: [{ path: patch.yaml }]\n#- patch.yaml\n${POD}`;
    const patched = run('{ field: metadata.labels.team, required: true }', text);
    expect(patched.findings(['mine'], 'file:///workspace/patch.yaml')).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['  Team: {}', /^`Team` is no id/],
    ['  host-port: {}', /^`host-port` is a check of Kube Guardrails already/],
    ['  a: 3', /^expected a mapping with `field`/],
    ['  a: { required: true }', /^this check has no `field`/],
    ['  a: { field: "..", required: true }', /^expected the path of a field/],
    ['  a: { field: a }', /^nothing is asked of the field/],
    [
      '  a: { field: a, required: true, pattern: x }',
      /^a check asks one thing, not `required` and `pattern`/,
    ],
    ['  a: { field: a, required: false }', /^expected true, got "false"/],
    ['  a: { field: a, pattern: "(" }', /^expected a regular expression of RE2/],
    ['  a: { field: a, pattern: "(?=x)" }', /^expected a regular expression of RE2/],
    ['  a: { field: a, values: [] }', /^expected a list of values/],
    [
      '  a: { field: a, required: true, requird: true }',
      /^unknown part of a check `requird`: did you mean `required`/,
    ],
    ['  a: { field: a, required: true, on: pods }', /^expected object, pod or container/],
    ['  a: { field: a, required: true, severity: eror }', /^expected off, information, warning or error/],
    ['  a: { field: a, schema: { type: strin } }', /^this schema cannot be used: /],
    [
      '  a: { field: a, schema: { $ref: "http://example.com" } }',
      /^this schema cannot be used: `\$ref` is not followed/,
    ],
    ['  a: { field: a, schema: { pattern: "(?=x)" } }', /^this schema cannot be used: the pattern/],
    ['  a: { field: a, schema: 3 }', /^this schema cannot be used: it is no mapping/],
  ])('%s is told', (text, expected) => {
    expect(messages(text)).toEqual([expect.stringMatching(expected)]);
  });

  it('leaves the others alone', () => {
    expect(found('{ field: a }\n  other: { field: spec.hostNetwork, forbidden: true }')).toEqual([]);
    const other = new TestRun(POD, {
      config: 'customChecks:\n  mine: { field: a }\n  other: { field: spec.hostNetwork, forbidden: true }',
    });
    expect(other.findings(['other'])).toHaveLength(1);
  });
});

it('takes linear time for hostile patterns', () => {
  const text = POD.replace('app: web', `app: ${'a'.repeat(50_000)}`);
  const time = processorTime(() => {
    found('{ field: metadata.labels.app, pattern: "^(a+)+$" }', text);
    found('{ field: metadata.labels.app, schema: { pattern: "^(a|a)*b$" } }', text);
  });
  expect(time).toBeLessThan(3000);
});

it('is not kept busy by lists that repeat each other', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `  l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]\n`,
  );
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  l0: &l0 [a]\n${levels.join('')}`;
  const time = processorTime(() => found(`{ field: "spec.l12${'[*]'.repeat(12)}", values: [b] }`, text));
  expect(time).toBeLessThan(3000);
});

it.each([
  ['schemas', `{ field: a, schema: ${'{ not: '.repeat(2000)}{}${' }'.repeat(2000)} }`],
  ['paths', `{ field: "${'a.'.repeat(5000)}a", required: true }`],
])('refuses %s without end', (_, check) => {
  const document = new ManifestDocument(`customChecks:\n  mine: ${check}\n`);
  expect(() => readConfig(document, CHECKS)).not.toThrow();
});
