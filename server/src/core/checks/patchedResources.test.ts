import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';

const IDS = ['resources-missing', 'memory-limit-missing', 'memory-request-missing', 'cpu-request-missing'];

/** A base with one container and two overlays; each overlay gets the resources that its patch sets. */
function found(...overlays: readonly string[]): string[] {
  const files = overlays.map(
    (resources, index) => `#- overlays/${index}/kustomization.yaml
resources: [../../base]
patches:
  - path: web.yaml
#- overlays/${index}/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          resources: ${resources}
`,
  );
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
${files.join('')}`);
  return run.findings(IDS).map(({ id }) => id);
}

const ALL = '{ requests: { cpu: 100m, memory: 1Gi }, limits: { memory: 1Gi } }';

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

  it('are asked for where nothing patches', () => {
    expect(found()).toEqual(['resources-missing']);
  });
});
