import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';

const IDS = [
  'dangling-service',
  'dangling-hpa',
  'dangling-networkpolicy',
  'non-existent-service-account',
  'statefulset-service-name',
  'env-ref-missing',
  'volume-ref-missing',
];

/** What is missing in all files of a fixture. */
function missing(source: string, cover?: readonly string[]): string[] {
  const run = new TestRun(source);
  if (cover) run.workspace.cover(cover);
  return run.fixture.files.flatMap(({ path, uri }) =>
    run.findings(IDS, uri).map(({ id }) => `${path} ${id}`),
  );
}

const service = (selector: string, name = 'web', more = ''): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}${more} }\nspec: { selector: ${selector}, ports: [{ port: 80 }] }\n`;
const pod = (labels: string, name = 'web', spec = '', more = ''): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: ${labels}${more} }\nspec: { containers: [{ name: main, image: "example.com/main:1" }]${spec} }\n`;
const settings = (name: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { a: b }\n`;
const uses = (name: string): string => pod('{ app: web }', 'web', `, serviceAccountName: ${name}`);
const secret = (more: string): string =>
  `---\napiVersion: v1\nkind: Secret\nmetadata: { name: tls${more} }\nstringData: { a: b }\n`;
const chart = `#- chart/Chart.yaml\nname: web\nversion: 1.0.0\n#- chart/templates/pods.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n`;

describe('what is not found', () => {
  const typo = service('{ app: storefrnt }') + pod('{ app: storefront }');

  it('is missing where its like is kept', () => {
    expect(missing(`#- a/all.yaml\n${typo}`)).toEqual(['a/all.yaml dangling-service']);
  });

  it('is not missing where another tool brings more', () => {
    const release = `#- releases/web.yaml\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: web }\n`;
    expect(missing(`#- a/all.yaml\n${typo}${release}`)).toEqual([]);
    expect(missing(`#- all.yaml\n${typo}${chart}`)).toEqual([]);
    expect(missing(`#- a/all.yaml\n${typo}${chart}`)).toEqual(['a/all.yaml dangling-service']);
  });

  it('is not missing while the folder has not been read as a whole', () => {
    expect(missing(`#- a/all.yaml\n${typo}`, [])).toEqual([]);
  });

  it('is not missing in a control plane, whose pods have no manifests', () => {
    const scheduler = service('{ component: kube-scheduler }', 'kube-scheduler', ', namespace: kube-system');
    expect(missing(scheduler + pod('{ app: web }', 'web', '', ', namespace: kube-system'))).toEqual([]);
  });

  it('is not missing among samples that have nothing to do with each other', () => {
    const samples = `#- samples/service.yaml\n${service('{ app: MyApp }', 'sample')}#- samples/pod.yaml\n${pod('{ name: nginx }', 'nginx')}`;
    expect(missing(samples)).toEqual([]);
    const linked = `${samples}#- samples/nginx.yaml\n${service('{ name: nginx }', 'nginx')}`;
    expect(missing(linked)).toEqual(['samples/service.yaml dangling-service']);
  });

  it('is missing in the overlay that lacks it', () => {
    const volume = ', volumes: [{ name: v, configMap: { name: settings } }]';
    const root = 'resources: [all.yaml]\n';
    const dev = `#- dev/kustomization.yaml\n${root}#- dev/all.yaml\n${pod('{ app: web }', 'web', volume)}${settings('other')}`;
    const prod = `#- prod/kustomization.yaml\n${root}#- prod/all.yaml\n${pod('{ app: web }', 'web', volume)}${settings('settings')}`;
    expect(missing(dev + prod)).toEqual(['dev/all.yaml volume-ref-missing']);
  });

  it('may have a name that Kustomize changes', () => {
    const root = 'namePrefix: dev-\nresources: [all.yaml]\n';
    const account = `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web }\n`;
    const found = (name: string): string[] =>
      missing(`#- dev/kustomization.yaml\n${root}#- dev/all.yaml\n${account}${uses(name)}`);
    expect(found('web')).toEqual([]);
    expect(found('dev-web')).toEqual([]);
    expect(found('api')).toEqual(['dev/all.yaml non-existent-service-account']);
  });

  it('may be a claim that a StatefulSet makes, or a Secret that is filled in elsewhere', () => {
    const claims = `---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: other }\nspec: {}\n`;
    const set = `---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec: {}\n`;
    const volume = ', volumes: [{ name: v, persistentVolumeClaim: { claimName: data-db-0 } }]';
    expect(missing(claims + pod('{ app: web }', 'web', volume))).toEqual([
      'manifest.yaml volume-ref-missing',
    ]);
    expect(missing(claims + set + pod('{ app: web }', 'web', volume))).toEqual([]);
    const items = ', volumes: [{ name: v, secret: { secretName: tls, items: [{ key: tls.crt, path: c }] } }]';
    expect(missing(secret('') + pod('{ app: web }', 'web', items))).toEqual([
      'manifest.yaml volume-ref-missing',
    ]);
    const copied = secret(', annotations: { replicator.v1.mittwald.de/replicate-from: a/b }');
    expect(missing(copied + pod('{ app: web }', 'web', items))).toEqual([]);
  });
});
