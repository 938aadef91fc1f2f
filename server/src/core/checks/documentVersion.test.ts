import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';
import { versionIn } from './documentVersion.ts';

function pod(name: string): string {
  const spec = 'spec:\n  resourceClaims: []\n  resources: { limits: { cpu: 1 } }\n';
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\n${spec}`;
}

describe('a comment that names the Kubernetes version', () => {
  it('beats the configured one', () => {
    expect(versionIn('# kube-guardrails-kubernetes-version: 1.30\nkind: Pod')).toBe(30);
    expect(versionIn('kind: Pod\n# kube-guardrails-kubernetes-version: "v1.28.3"\n')).toBe(28);
    expect(versionIn('kind: Pod # kube-guardrails-kubernetes-version: 1.30')).toBeUndefined();
    expect(versionIn('# kube-guardrails-kubernetes-version: soon')).toBeUndefined();
  });

  it('holds for its own document', () => {
    const run = new TestRun(`# kube-guardrails-kubernetes-version: 1.28\n${pod('a')}---\n${pod('b')}`);
    const unknown = run.diagnoser
      .diagnose(run.workspace, run.fixture.files[0]?.uri ?? '')
      .filter(({ id }) => id === 'unknown-field');
    expect(unknown.map(({ resource, path }) => `${resource?.name} ${path}`)).toEqual(['a spec.resources']);
  });
});
