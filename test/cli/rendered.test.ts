import { describe, expect, it } from 'vitest';
import { CONFIG, checkJson, cli, folder, pod } from './harness.ts';

/** As `helm template` writes it: every document names the template that it was made from. */
const HELM = `---
# Source: shop/templates/web.yaml
${pod('web')}---
# Source: shop/charts/cart/templates/pod.yaml
# kept by the chart
${pod('cart')}---
# Source: shop/templates/broken.yaml
apiVersion: v1
kind: Pod
spec: [
`;

/** As `kubectl kustomize` writes it with `buildMetadata: [originAnnotations]`. */
const KUSTOMIZE = pod('web').replace(
  'metadata:',
  'metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      path: ../base/web.yaml',
);

const run = (format: string, input = HELM): string =>
  cli(['check', '--format', format, '-'], { cwd: folder(CONFIG), input }).out;

describe('what a chart renders', () => {
  it('is told by object and template', () => {
    const out = run('text');
    expect(out).toContain('    = in: Pod web, from shop/templates/web.yaml\n');
    expect(out).toContain('    = in: Pod cart, from shop/charts/cart/templates/pod.yaml\n');
    expect(out).toMatch(/ {2}yaml-syntax\n.*\n.*\n {4}= in: (?:Pod, )?from shop\/templates\/broken\.yaml\n/);
  });

  it('names the template in every format', () => {
    const where = '(Pod cart, from shop/charts/cart/templates/pod.yaml)';
    expect(run('github')).toContain(` name a version ${where} [image-tag-latest]\n`);
    expect(run('gitlab')).toContain(` name a version ${where}"`);
    expect(run('sarif')).toContain(` name a version ${where}"`);
    expect(run('junit')).toContain('\nPod cart\nfrom shop/charts/cart/templates/pod.yaml</failure>');
    const { report } = checkJson(['-'], { cwd: folder(CONFIG), input: HELM });
    expect(report.findings.map(({ source }) => source)).toEqual([
      'shop/templates/web.yaml',
      'shop/charts/cart/templates/pod.yaml',
      'shop/templates/broken.yaml',
    ]);
  });
});

describe('what Kustomize builds', () => {
  it('names the file of an object where its origin is kept', () => {
    expect(run('text', KUSTOMIZE)).toContain('    = in: Pod web, from ../base/web.yaml\n');
  });
});

describe('a file', () => {
  it('with several objects says which one is meant, one with a single object does not', () => {
    expect(run('text', `${pod('a')}---\n${pod('b')}`)).toContain('    = in: Pod b\n');
    expect(run('github', `${pod('a')}---\n${pod('b')}`)).toContain(
      ' name a version (Pod b) [image-tag-latest]\n',
    );
    expect(run('text', pod('a'))).not.toContain('= in:');
    expect(run('github', pod('a'))).toMatch(/ name a version \[image-tag-latest\]\n$/);
  });
});
