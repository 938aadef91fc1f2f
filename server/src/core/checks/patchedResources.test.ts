import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';

const IDS = ['resources-missing', 'memory-limit-missing', 'memory-request-missing', 'cpu-request-missing'];

/** A base with one container and two overlays; each overlay gets the resources that its patch sets. */
function found(...overlays: readonly string[]): string[] {
  return diagnoseBase(
    overlays.map((resources, index) => overlay(`${index}`, '  - path: web.yaml', strategic(resources))),
  );
}

function overlay(name: string, patch: string, file = ''): string {
  return `#- overlays/${name}/kustomization.yaml
resources: [../../base]
patches:
${patch}
#- overlays/${name}/web.yaml
${file}`;
}

function strategic(resources: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          resources: ${resources}
`;
}

function diagnoseBase(overlays: readonly string[], ids: readonly string[] = IDS): string[] {
  const run = new TestRun(`#- base/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: example.com/web:1.4.2
#- base/kustomization.yaml
resources: [web.yaml]
${overlays.join('')}`);
  return run.findings(ids).map(({ id }) => id);
}

const ALL = '{ requests: { cpu: 100m, memory: 1Gi }, limits: { memory: 1Gi } }';

const JSON_PATCH = (target: string): string => `  - target: ${target}
    patch: |
      - op: add
        path: /spec/template/spec/containers/0/resources
        value: ${ALL}`;

describe('resources that Kustomize patches add to a base', () => {
  it('count where every overlay adds them', () => {
    expect(found(ALL, ALL)).toEqual([]);
  });

  it('do not count where one overlay adds none', () => {
    expect(found(ALL, '{}')).toEqual(['resources-missing']);
  });

  it('count one by one', () => {
    expect(found('{ limits: { memory: 1Gi } }')).toEqual(['cpu-request-missing']);
  });

  it.each([
    ['of its own text', `  - patch: |\n${strategic(ALL).replaceAll(/^/gm, '      ')}`, []],
    ['for a kind and a name', JSON_PATCH('{ kind: Deployment, name: web }'), []],
    ['for names by pattern', JSON_PATCH('{ kind: Deployment, name: "w.*" }'), []],
    ['for another kind', JSON_PATCH('{ kind: StatefulSet }'), ['resources-missing']],
    ['for another name', JSON_PATCH('{ name: worker }'), ['resources-missing']],
  ])('count in a patch in the kustomization, %s', (_, patch, expected) => {
    expect(diagnoseBase([overlay('prod', patch)])).toEqual(expected);
  });

  it('count in a JSON patch file', () => {
    const patch = '  - { path: web.yaml, target: { kind: Deployment } }';
    const file = '- op: add\n  path: /spec/template/spec/containers/0/resources\n  value: {}\n';
    expect(diagnoseBase([overlay('prod', patch, file)])).toEqual([]);
  });

  it('are asked for where nothing patches', () => {
    expect(found()).toEqual(['resources-missing']);
  });
});

describe('security settings that Kustomize patches add to a base', () => {
  const ids = ['run-as-non-root', 'privilege-escalation', 'capabilities-drop-all'];
  const file = strategic('{}').replace(/ {10}resources.*/, '          securityContext: { runAsUser: 1000 }');

  it('may be whatever is asked for', () => {
    const patch = '  - target: { kind: Deployment }\n    patch: |\n      - op: add\n';
    const path = '        path: /spec/template/spec/securityContext\n        value: { runAsNonRoot: true }';
    expect(diagnoseBase([overlay('prod', '  - path: web.yaml', file)], ids)).toEqual([]);
    expect(diagnoseBase([overlay('prod', patch + path)], ids)).toEqual([]);
  });

  it('are asked for where an overlay adds none', () => {
    const overlays = [overlay('prod', '  - path: web.yaml', file), overlay('dev', '')];
    expect(diagnoseBase(overlays, ids).toSorted()).toEqual(ids.toSorted());
  });
});
