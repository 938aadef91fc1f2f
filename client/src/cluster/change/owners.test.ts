import { expect, test } from 'vitest';
import { markedOwners } from './owners.ts';

function marked(labels: object, annotations: object): string[] {
  return markedOwners({ metadata: { labels, annotations } }).map(({ by, name }) => `${by}: ${name}`);
}

test('tells who deploys an object by its labels and annotations', () => {
  const managed = { 'app.kubernetes.io/managed-by': 'Helm' };
  const release = { 'meta.helm.sh/release-name': 'web', 'meta.helm.sh/release-namespace': 'shop' };
  expect(marked(managed, release)).toEqual(['Helm: Helm release shop/web']);
  expect(marked({ ...managed, 'app.kubernetes.io/instance': 'web' }, {})).toEqual(['Helm: Helm release web']);
  const byFlux = { 'helm.toolkit.fluxcd.io/name': 'web', 'helm.toolkit.fluxcd.io/namespace': 'flux-system' };
  expect(marked({ ...managed, ...byFlux }, release)).toEqual(['Flux: Flux HelmRelease flux-system/web']);
  expect(marked({ 'kustomize.toolkit.fluxcd.io/name': 'apps' }, {})).toEqual([
    'Flux: Flux Kustomization apps',
  ]);
  expect(marked({}, { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/web' })).toEqual([
    'Argo CD: Argo CD application shop',
  ]);
  expect(marked({ 'argocd.argoproj.io/instance': 'shop' }, {})).toEqual([
    'Argo CD: Argo CD application shop',
  ]);
  expect(marked({ 'app.kubernetes.io/managed-by': 'somebody' }, {})).toEqual([]);
});
