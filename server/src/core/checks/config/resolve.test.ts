import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../../test/harness/check.ts';
import type { AnyCheck } from '../check.ts';
import { CHECKS } from '../index.ts';
import { PRESETS, presetLevel } from './presets.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: nginx
        - name: istio-proxy
          image: proxyv2
`;

/** Severities of the findings of a check, in order. */
function severities(config: string, id = 'image-tag-latest', path = 'k8s/web.yaml'): string[] {
  const run = new TestRun(`#- ${path}\n${DEPLOYMENT}`, { config });
  return run.findings([id]).map(({ severity }) => severity);
}

function override(conditions: string, checks = '{ image-tag-latest: error }'): string {
  return `overrides:\n  - { ${conditions}, checks: ${checks} }\n`;
}

describe('overrides', () => {
  it.each([
    ['files: ["k8s/**"]', ['error', 'error']],
    ['files: k8s', ['error', 'error']],
    ['files: ["charts/**"]', ['warning', 'warning']],
    ['kinds: [Job, Deployment]', ['error', 'error']],
    ['kinds: [Job]', ['warning', 'warning']],
    ['namespaces: ["sh*"]', ['error', 'error']],
    ['namespaces: ["team-*"]', ['warning', 'warning']],
    ['names: [web]', ['error', 'error']],
    ['names: ["web-*"]', ['warning', 'warning']],
    ['containers: [istio-*]', ['warning', 'error']],
    ['kinds: [Deployment], names: [api]', ['warning', 'warning']],
    ['kinds: [Deployment], containers: [app]', ['error', 'warning']],
  ])('%s', (conditions, expected) => {
    expect(severities(override(conditions))).toEqual(expected);
  });

  it('turn checks off and on, and later ones win', () => {
    expect(severities(override('containers: [istio-proxy]', '{ image-tag-latest: off }'))).toEqual([
      'warning',
    ]);
    expect(severities(`checks: { image-tag-latest: off }\n${override('containers: [app]')}`)).toEqual([
      'error',
    ]);
    const both = `overrides:
  - { kinds: [Deployment], checks: { image-tag-latest: error } }
  - { containers: [app], checks: { image-tag-latest: information } }
  - { names: [web], containers: [app], checks: { image-tag-latest: { severity: off } } }
`;
    expect(severities(both)).toEqual(['error']);
  });

  it('let a check that steps back behind another speak where the other is off', () => {
    const config = override('containers: [app]', '{ resources-missing: off }');
    expect(severities(config, 'resources-missing')).toEqual(['error']);
    expect(severities(config, 'cpu-request-missing')).toEqual(['warning']);
  });

  it('hold for findings of the engine', () => {
    const text = DEPLOYMENT.replace('image: proxyv2', 'imag: proxyv2');
    const found = (config: string): unknown[] =>
      new TestRun(text, { config }).findings(['unknown-field']).map(({ severity }) => severity);
    expect(found('')).toEqual(['error']);
    expect(found(override('containers: [istio-proxy]', '{ unknown-field: warning }'))).toEqual(['warning']);
    expect(found(override('containers: [app]', '{ unknown-field: warning }'))).toEqual(['error']);
    expect(found(override('files: ["*.yaml"]', '{ unknown-field: off }'))).toEqual([]);
  });

  it('give options to the containers that they name', () => {
    const config = `checks: { image-registry-not-allowed: { severity: error, registries: [docker.io] } }
overrides:
  - containers: [istio-proxy]
    checks: { image-registry-not-allowed: { registries: [example.com] } }
`;
    const run = new TestRun(DEPLOYMENT, { config });
    expect(run.findings(['image-registry-not-allowed']).map(({ path }) => path)).toEqual([
      'spec.template.spec.containers[1].image',
    ]);
  });

  it('set the version of files', () => {
    const config = 'kubernetesVersion: 1.30\noverrides:\n  - { files: [old], kubernetesVersion: 1.24 }\n';
    const { config: resolved } = new TestRun('', { config }).diagnoser;
    expect(resolved.targetOf('file:///workspace/old/a.yaml').version).toBe(24);
    expect(resolved.targetOf('file:///workspace/new/a.yaml').version).toBe(30);
  });

  it('stand behind what the user of the editor set', () => {
    const run = new TestRun(DEPLOYMENT, {
      config: override('kinds: [Deployment]'),
      checks: { 'image-tag-latest': 'information' },
    });
    expect(run.findings(['image-tag-latest']).map(({ severity }) => severity)).toEqual([
      'information',
      'information',
    ]);
  });

  it('cost one object check, however often the file is read', () => {
    const run = new TestRun(DEPLOYMENT, { config: override('containers: [app]') });
    const [first] = run.findings(['image-tag-latest']);
    expect(run.findings(['image-tag-latest'])[0]?.fixes).toBe(first?.fixes);
  });
});

function check(meta: Partial<AnyCheck>): AnyCheck {
  return { id: 'x', severity: 'off', ...meta } as AnyCheck;
}

describe('presets', () => {
  it('is the recommended one unless said otherwise, and none at all if so said', () => {
    expect(severities('')).toEqual(['warning', 'warning']);
    expect(severities('extends: []')).toEqual([]);
    expect(severities('extends: []\nchecks: { image-tag-latest: error }')).toEqual(['error', 'error']);
    expect(severities('extends: [kube-linter]')).toEqual(['warning', 'warning']);
    expect(severities('extends: strict', 'cpu-limit-missing')).toEqual([]);
  });

  it('leaves what the API server says alone', () => {
    const api = CHECKS.find(({ basis }) => basis === 'api');
    expect(api && presetLevel([], api)).toBe(api?.severity);
    const text = DEPLOYMENT.replace('kind: Deployment', 'kind: Deploymnt');
    const run = new TestRun(text, { config: 'extends: []' });
    expect(run.findings().map(({ id }) => id)).toEqual(['unknown-kind']);
  });

  it.each([
    ['recommended', { severity: 'information' }, 'information'],
    ['strict', { severity: 'information' }, 'warning'],
    ['strict', { severity: 'off' }, 'warning'],
    ['strict', { options: { a: { type: 'strings', default: [], description: '' } } }, 'off'],
    ['strict', { options: { a: { type: 'number', default: 1, description: '' } } }, 'warning'],
    ['pss-baseline', { pss: 'baseline' }, 'error'],
    ['pss-baseline', { pss: 'restricted' }, 'off'],
    ['pss-restricted', { pss: 'baseline', severity: 'warning' }, 'error'],
    ['pss-restricted', { severity: 'warning' }, 'off'],
    ['kube-linter', { aliases: { 'kube-linter': ['latest-tag'] } }, 'warning'],
    ['kube-linter', { aliases: { 'kube-linter': ['use-namespace'] } }, 'off'],
    ['kube-linter', { aliases: { polaris: ['tagNotSpecified'] }, severity: 'error' }, 'off'],
    ['kube-score', { aliases: { 'kube-score': ['container-seccomp-profile'] } }, 'off'],
    ['polaris', { aliases: { polaris: ['tagNotSpecified'] }, severity: 'error' }, 'error'],
  ] as const)('%s makes of %o: %s', (name, meta, expected) => {
    expect(presetLevel([name], check(meta as Partial<AnyCheck>))).toBe(expected);
  });

  it('adds up, in any order', () => {
    const one = check({ pss: 'baseline', severity: 'warning' });
    expect(presetLevel(['pss-baseline', 'recommended'], one)).toBe('error');
    expect(presetLevel(['recommended', 'pss-baseline'], one)).toBe('error');
  });

  it.each([...PRESETS].filter(([name]) => !name.startsWith('pss')))('%s turns checks on', (_, { level }) => {
    expect(CHECKS.filter((one) => level(one) !== 'off').length).toBeGreaterThan(5);
  });
});
