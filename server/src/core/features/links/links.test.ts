import { beforeEach, describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../../../test/harness/schemas.ts';
import { SchemaProvider } from '../../schema/provider.ts';
import { applyEdits } from '../../text.ts';
import { Workspace } from '../../workspace.ts';
import { kustomizePaths } from './kustomizePaths.ts';
import type { LinkContext, Linked, Spot } from './linked.ts';
import { linkedAt } from './linkedAt.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      serviceAccountName: runner
      containers:
        - name: web
          image: nginx:1
          ports:
            - containerPort: 8080
              name: http
          envFrom:
            - configMapRef: { name: "settings" }
          env:
            - name: LEVEL
              valueFrom:
                configMapKeyRef: { name: settings, key: log.level }
          volumeMounts:
            - name: data
              mountPath: /data
      volumes:
        - name: data
          configMap:
            name: settings
            items: [{ key: log.level, path: level }]
`;
const REST = `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  log.level: debug
  other: log.level
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Service
metadata:
  name: web-service
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;

let workspace: Workspace;
let context: LinkContext;
beforeEach(() => {
  workspace = new Workspace();
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  context = {
    workspace,
    schemaOf: ({ uri, resource }) => schemas.get(resource, { uri, version: 36 }),
    versionOf: () => 35,
  };
  workspace.set('file:///shop/a.yaml', DEPLOYMENT);
  workspace.set('file:///shop/rest.yaml', REST);
});

/** What is linked behind the first place where the text stands. */
function linked(file: string, text: string, skip = 0): Linked | undefined {
  const uri = `file:///shop/${file}`;
  const at = workspace.text(uri)?.indexOf(text) ?? -1;
  expect(at).toBeGreaterThan(-1);
  return linkedAt(context, uri, at + skip);
}

function shown(spots: readonly Spot[] = []): string[] {
  return spots.map(({ uri, span }) => {
    const text = workspace.text(uri) ?? '';
    const line = text.slice(0, span.start).split('\n').length;
    return `${uri.slice('file:///shop/'.length)}:${line} ${text.slice(span.start, span.end)}`;
  });
}

describe('names', () => {
  it('lead to their object, and back', () => {
    const found = linked('a.yaml', 'settings" }');
    expect(shown(found?.declarations())).toEqual(['rest.yaml:4 settings']);
    const uses = ['a.yaml:21 settings', 'a.yaml:25 settings', 'a.yaml:32 settings'];
    expect(shown(found?.uses())).toEqual(uses);
    const own = linked('rest.yaml', 'settings');
    expect(shown(own?.declarations())).toEqual(['rest.yaml:4 settings']);
    expect(shown(own?.uses())).toEqual(uses);
    expect(shown(linked('a.yaml', 'runner')?.declarations())).toEqual(['rest.yaml:11 runner']);
    expect(shown(linked('a.yaml', 'shop')?.declarations())).toEqual(['rest.yaml:15 shop']);
    expect(linked('a.yaml', 'nginx')).toBeUndefined();
  });

  it('show all of an object, and only objects that can be meant', () => {
    const [whole] =
      linked('a.yaml', 'runner')
        ?.declarations()
        .map((spot) => spot.whole) ?? [];
    expect(REST.slice(whole?.start, whole?.end)).toBe(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: runner }',
    );
    workspace.set(
      'file:///shop/rest.yaml',
      REST.replace('  name: settings', '  name: settings\n  namespace: x'),
    );
    expect(linked('a.yaml', 'settings" }')).toBeUndefined();
  });

  it('of a workload are also where a selector selects its pods', () => {
    expect(shown(linked('a.yaml', 'name: web', 6)?.uses())).toEqual(['rest.yaml:22 selector']);
  });

  it('lead to what Kustomize generates, and to the object behind its patches', () => {
    workspace.set('file:///shop/rest.yaml', REST.slice(REST.indexOf('---') + 4));
    workspace.set(
      'file:///shop/patch.yaml',
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: runner }\n',
    );
    workspace.set(
      'file:///shop/kustomization.yaml',
      'resources: [a.yaml, rest.yaml]\npatches:\n  - path: patch.yaml\nconfigMapGenerator:\n  - name: settings\n    files: [app.conf]\n',
    );
    expect(shown(linked('a.yaml', 'settings" }')?.declarations())).toEqual(['kustomization.yaml:5 settings']);
    expect(shown(linked('patch.yaml', 'runner')?.declarations())).toEqual(['rest.yaml:3 runner']);
    expect(shown(linked('rest.yaml', 'runner')?.uses())).toEqual(['patch.yaml:3 runner', 'a.yaml:13 runner']);
  });

  it('change everywhere at once, with the quotes that they need', () => {
    const found = linked('rest.yaml', 'settings');
    expect(found?.renaming?.().name).toBe('settings');
    const change = (uri: string, name: string): string =>
      applyEdits(
        workspace.text(uri) ?? '',
        (found?.renaming?.().spots ?? [])
          .filter((spot) => spot.uri === uri)
          .flatMap((spot) => spot.edits?.(name) ?? []),
      );
    expect(change('file:///shop/a.yaml', 'config')).toBe(DEPLOYMENT.replaceAll('settings', 'config'));
    expect(change('file:///shop/rest.yaml', '1234')).toBe(REST.replace('name: settings', 'name: "1234"'));
  });
});

describe('within and between objects', () => {
  it('volumes lead from their mounts to where they are declared', () => {
    const found = linked('a.yaml', '- name: data', 8);
    expect(found?.renaming?.().name).toBe('data');
    expect(shown(found?.declarations())).toEqual(['a.yaml:30 data']);
    expect(shown(found?.uses())).toEqual(['a.yaml:27 data']);
  });

  it('keys lead to their value in the ConfigMap', () => {
    const found = linked('a.yaml', 'log.level');
    expect(shown(found?.declarations())).toEqual(['rest.yaml:6 log.level']);
    expect(shown(linked('rest.yaml', 'log.level')?.uses())).toEqual([
      'a.yaml:25 log.level',
      'a.yaml:33 log.level',
    ]);
  });

  it('selectors lead to the workloads that they select, or to the labels beside them', () => {
    expect(shown(linked('rest.yaml', 'app: web')?.declarations())).toEqual(['a.yaml:4 web']);
    expect(shown(linked('a.yaml', 'app: web')?.declarations())).toEqual(['a.yaml:11 labels']);
  });

  it('ports lead to the port of the container', () => {
    const found = linked('rest.yaml', 'targetPort: http', 13);
    expect(shown(found?.declarations())).toEqual(['a.yaml:18 8080']);
    expect(shown(found?.uses())).toEqual(['rest.yaml:25 80', 'rest.yaml:26 http']);
  });

  it('paths of a kustomization lead to files and folders', () => {
    const uri = 'file:///shop/over/kustomization.yaml';
    workspace.set('file:///shop/kustomization.yaml', 'resources: [a.yaml]\n');
    workspace.set(
      uri,
      'resources:\n  - ../\n  - gone.yaml\n  - https://example.com/x\npatches:\n  - path: "p.yaml"\nconfigMapGenerator:\n  - name: c\n    files: [key=../rest.yaml, app.conf]\n',
    );
    workspace.set('file:///shop/over/p.yaml', 'a: 1\n');
    const text = workspace.text(uri) ?? '';
    expect(
      kustomizePaths(workspace, uri).map(({ span, target }) => [text.slice(span.start, span.end), target]),
    ).toEqual([
      ['../', 'file:///shop/kustomization.yaml'],
      ['p.yaml', 'file:///shop/over/p.yaml'],
      ['../rest.yaml', 'file:///shop/rest.yaml'],
      ['app.conf', 'file:///shop/over/app.conf'],
    ]);
    expect(shown(linked('over/kustomization.yaml', 'p.yaml', 2)?.declarations())).toEqual(['over/p.yaml:1 ']);
  });
});
