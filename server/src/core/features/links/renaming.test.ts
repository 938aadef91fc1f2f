import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../../../test/harness/schemas.ts';
import { SchemaProvider } from '../../schema/provider.ts';
import { Workspace } from '../../workspace.ts';
import type { LinkContext, Linked, Spot } from './linked.ts';
import { linkedAt } from './linkedAt.ts';

let workspace: Workspace;
let context: LinkContext;

/** Makes a workspace of these files. */
function use(files: Readonly<Record<string, string>>): void {
  workspace = new Workspace();
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  context = {
    workspace,
    schemaOf: ({ uri, resource }) => schemas.get(resource, { uri, version: 36 }),
    versionOf: () => 35,
  };
  for (const [name, text] of Object.entries(files)) workspace.set(`file:///shop/${name}`, text);
}

/** An object with its name, and what more its metadata hold. */
function named(apiVersion: string, kind: string, more = '', name = 'web'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}${more} }\n---\n`;
}

function pod(spec: string): string {
  return `${named('v1', 'Pod').slice(0, -4)}spec: { ${spec} }\n`;
}

/** What is linked at the first place where the text stands. */
function linked(file: string, text: string): Linked | undefined {
  const uri = `file:///shop/${file}`;
  const at = workspace.text(uri)?.indexOf(text) ?? -1;
  expect(at).toBeGreaterThan(-1);
  return linkedAt(context, uri, at);
}

function shown(spots: readonly Spot[] = []): string[] {
  return spots.map(({ uri, span }) => {
    const text = workspace.text(uri) ?? '';
    const line = text.slice(0, span.start).split('\n').length;
    return `${uri.slice('file:///shop/'.length)}:${line} ${text.slice(span.start, span.end)}`;
  });
}

function renamed(file: string, text: string): string[] {
  const found = linked(file, text)?.renaming?.();
  expect(found?.refusal).toBeUndefined();
  return shown(found?.spots).toSorted();
}

function refused(file: string, text: string): string | undefined {
  return linked(file, text)?.renaming?.().refusal;
}

function problem(file: string, text: string, name: string): string | undefined {
  return linked(file, text)?.renaming?.().problem(name);
}

describe('a rename', () => {
  it('starts from the object itself, not from others of its kind and name', () => {
    const service = named('v1', 'Service', ', labels: {}');
    use({ 'a.yaml': named('serving.knative.dev/v1', 'Service') + service });
    expect(renamed('a.yaml', 'web')).toEqual(['a.yaml:3 web']);
    expect(renamed('a.yaml', 'web, labels')).toEqual(['a.yaml:7 web']);
    use({ 'a.yaml': named('a.io/v1', 'Pool') + named('b.io/v1', 'Pool') });
    expect(renamed('a.yaml', 'web')).toEqual(['a.yaml:3 web']);
  });

  it('leaves what is in another namespace', () => {
    const scaler = `${named('autoscaling/v2', 'HorizontalPodAutoscaler', ', namespace: b', 'x').slice(0, -4)}spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }\n`;
    const deployments = [', namespace: a', ', namespace: b', ''].map((more) =>
      named('apps/v1', 'Deployment', more),
    );
    use({ 'a.yaml': deployments.join('') + scaler });
    expect(renamed('a.yaml', 'web, namespace: a')).toEqual(['a.yaml:3 web']);
    expect(renamed('a.yaml', 'web, namespace: b')).toEqual(['a.yaml:16 web', 'a.yaml:7 web']);
    expect(renamed('a.yaml', 'web }')).toEqual(['a.yaml:11 web']);
  });

  it('takes the patches of all overlays along', () => {
    const kustomization = 'resources: [../base]\npatches:\n  - path: p.yaml\n';
    const deployment = named('apps/v1', 'Deployment');
    use({
      'base/kustomization.yaml': 'resources: [d.yaml]\n',
      'base/d.yaml': deployment,
      'a/kustomization.yaml': `${kustomization}replicas: [{ name: web, count: 3 }]\n`,
      'a/p.yaml': deployment,
      'b/kustomization.yaml': `${kustomization}    target: { kind: Deployment, name: web }\n  - target: { kind: Service, name: web }\n    path: s.yaml\n`,
      'b/p.yaml': deployment,
    });
    const all = [
      'a/kustomization.yaml:4 web',
      'a/p.yaml:3 web',
      'b/kustomization.yaml:4 web',
      'b/p.yaml:3 web',
      'base/d.yaml:3 web',
    ];
    expect(renamed('a/p.yaml', 'web')).toEqual(all);
    expect(renamed('base/d.yaml', 'web')).toEqual(all);
  });

  it('takes all along that one reference means', () => {
    const pod = `${named('v1', 'Pod').slice(0, -4)}spec: { containers: [{ name: main, envFrom: [{ configMapRef: { name: cfg } }] }] }\n`;
    use({ 'base/kustomization.yaml': 'resources: [pod.yaml]\n', 'base/pod.yaml': pod });
    for (const stage of ['dev', 'prod']) {
      workspace.set(`file:///shop/${stage}/kustomization.yaml`, 'resources: [../base, c.yaml]\n');
      workspace.set(`file:///shop/${stage}/c.yaml`, named('v1', 'ConfigMap', '', 'cfg'));
    }
    const all = ['base/pod.yaml:4 cfg', 'dev/c.yaml:3 cfg', 'prod/c.yaml:3 cfg'];
    expect(renamed('dev/c.yaml', 'cfg')).toEqual(all);
    expect(renamed('base/pod.yaml', 'cfg')).toEqual(all);
  });

  it('keeps applications apart that one root deploys', () => {
    use({ 'kustomization.yaml': 'resources: [one, two]\n' });
    for (const app of ['one', 'two']) {
      const kustomization = 'resources: [d.yaml]\npatches: [{ path: p.yaml }]\n';
      workspace.set(`file:///shop/${app}/kustomization.yaml`, kustomization);
      for (const file of ['d', 'p'])
        workspace.set(`file:///shop/${app}/${file}.yaml`, named('apps/v1', 'Deployment'));
    }
    expect(renamed('one/d.yaml', 'web')).toEqual(['one/d.yaml:3 web', 'one/p.yaml:3 web']);
  });

  it('changes the namespace that Kustomize sets and the issuer that an annotation names', () => {
    const annotations = ', annotations: { cert-manager.io/cluster-issuer: acme }';
    use({
      'kustomization.yaml': 'resources: [n.yaml]\nnamespace: shop\n',
      'n.yaml': named('v1', 'Namespace', '', 'shop'),
      'i.yaml':
        named('cert-manager.io/v1', 'ClusterIssuer', '', 'acme') +
        named('networking.k8s.io/v1', 'Ingress', annotations),
    });
    expect(renamed('n.yaml', 'shop')).toEqual(['kustomization.yaml:2 shop', 'n.yaml:3 shop']);
    expect(renamed('i.yaml', 'acme')).toEqual(['i.yaml:3 acme', 'i.yaml:7 acme']);
  });

  it.each([
    ['an inline patch', 'patches:\n  - patch: |-\n      kind: Deployment\n      metadata: { name: web }\n'],
    ['a pattern', 'patches:\n  - target: { kind: Deployment, name: we. }\n    path: x.yaml\n'],
    ['a target without a kind', 'patches:\n  - target: { name: web }\n    path: x.yaml\n'],
    ['a file of replacements', 'replacements:\n  - path: r.yaml\n'],
  ])('is refused with %s', (_what, text) => {
    use({
      'kustomization.yaml': `resources: [d.yaml]\n${text}`,
      'd.yaml': named('apps/v1', 'Deployment'),
      'r.yaml': '- source: { kind: Deployment, name: web }\n',
    });
    expect(refused('d.yaml', 'web')).toMatch(
      /^shop\/(?:kustomization\.yaml:\d|r\.yaml) may also speak of it/,
    );
    expect(shown(linked('d.yaml', 'web')?.declarations())).toEqual(['d.yaml:3 web']);
  });

  it('does not take the path of a file for a name', () => {
    use({
      'kustomization.yaml': 'resources: [d.yaml]\npatchesStrategicMerge: [web.yaml]\n',
      'd.yaml': named('apps/v1', 'Deployment'),
      'web.yaml': named('apps/v1', 'Deployment'),
    });
    expect(renamed('d.yaml', 'web')).toEqual(['d.yaml:3 web', 'web.yaml:3 web']);
  });

  it('follows replacements, and is refused where a name is written with its prefix', () => {
    const text =
      'resources: [d.yaml]\nnamePrefix: my-\nreplacements:\n  - source: { kind: Deployment, name: web }\n';
    use({ 'kustomization.yaml': text, 'd.yaml': named('apps/v1', 'Deployment') });
    expect(renamed('d.yaml', 'web')).toEqual(['d.yaml:3 web', 'kustomization.yaml:4 web']);
    workspace.set('file:///shop/e.yaml', named('apps/v1', 'Deployment', '', 'my-web'));
    expect(refused('d.yaml', 'web')).toMatch(/^shop\/e\.yaml may/);
  });

  it('is refused for made names, anchors and lone patches', () => {
    use({
      'kustomization.yaml': 'patches: [{ path: p.yaml }]\n',
      'p.yaml': named('apps/v1', 'Deployment'),
      'a.yaml': named('apiextensions.k8s.io/v1', 'CustomResourceDefinition', '', 'pools.a.io'),
      'b.yaml': named('v1', 'Service', ', labels: { app: *n }', '&n web'),
    });
    expect(refused('p.yaml', 'web')).toBe('only patches of the object are known');
    expect(refused('a.yaml', 'pools.')).toMatch(/is made of its plural and its group$/);
    expect(refused('b.yaml', 'web')).toBe('it is written with a YAML anchor or alias');
  });

  it('asks for a name that is valid for the kind', () => {
    use({
      'a.yaml': named('v1', 'Service') + named('v1', 'Namespace', '', 'shop'),
      'b.yaml': named('rbac.authorization.k8s.io/v1', 'Role', '', 'reader'),
    });
    expect(problem('a.yaml', 'web', '1web')).toBe('it must begin with a letter (a-z)');
    expect(problem('a.yaml', 'shop', 'my.shop')).toMatch(/^use only/);
    expect(problem('b.yaml', 'reader', 'team:reader')).toBeUndefined();
    expect(problem('b.yaml', 'reader', 'a/b')).toMatch(/'\/'/);
  });

  it('of a volume takes its patches along', () => {
    const kustomization = 'resources: [a.yaml]\npatches: [{ path: p.yaml }]\n';
    use({
      'kustomization.yaml': kustomization,
      'a.yaml': pod('volumes: [{ name: data }, { name: tmp }]'),
      'p.yaml': pod('containers: [{ name: main, volumeMounts: [{ name: data, mountPath: /x }] }]'),
    });
    expect(renamed('a.yaml', 'data }')).toEqual(['a.yaml:4 data', 'p.yaml:4 data']);
    expect(renamed('p.yaml', 'data,')).toEqual(['a.yaml:4 data', 'p.yaml:4 data']);
    expect(problem('a.yaml', 'data }', 'tmp')).toBe('another volume has this name');
    expect(problem('a.yaml', 'data }', 'a.b')).toMatch(/^use only/);
    workspace.set(
      'file:///shop/kustomization.yaml',
      `${kustomization}patchesJson6902:\n  - patch: '[{ "op": "add", "path": "/spec/x", "value": { "name": "data" } }]'\n    target: { kind: Pod, name: web }\n`,
    );
    expect(refused('a.yaml', 'data }')).toMatch(/^shop\/kustomization.yaml:4 may/);
  });
});
