import { expect, it } from 'vitest';
import { list } from '../../../../test/bench/manifests.ts';
import { percentile } from '../../../../test/bench/statistics.ts';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { SchemaProvider } from '../schema/provider.ts';
import { Workspace } from '../workspace.ts';
import { highlights } from './highlights.ts';
import { processorTime } from '../../../../test/harness/processorTime.ts';

const workspace = new Workspace();
const schemas = new SchemaProvider(workspace, SCHEMAS);
const uri = 'file:///app/a.yaml';

function shown(text: string): string[] {
  workspace.set(uri, text);
  return highlights(workspace, uri, schemas, () => ({ version: 36 })).map(
    ({ start, end, kind }) => `${kind} ${text.slice(start, end)}`,
  );
}

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: NS\n';
const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccount: default
  priorityClassName: urgent
  containers:
    - name: web
      envFrom:
        - configMapRef: { name: "settings" }
        - secretRef: { name: secret }
  volumes:
    - name: v
      gitRepo: { repository: x }
`;

it('shows names that are there and fields that are deprecated', () => {
  workspace.set('file:///app/config.yaml', CONFIG.replace('NS', 'shop'));
  expect(shown(POD)).toEqual([
    'deprecated serviceAccount',
    'given default',
    'known settings',
    'deprecated gitRepo',
  ]);
  workspace.set('file:///app/config.yaml', CONFIG.replace('NS', 'other'));
  expect(shown(POD)).not.toContain('known settings');
});

it('shows nothing twice, in aliases or outside of the part that is asked for', () => {
  workspace.set('file:///app/config.yaml', CONFIG.replace('NS', 'shop'));
  const text = POD.replace('{ name: "settings" }', '&a { name: settings }').replace('{ name: secret }', '*a');
  expect(shown(text).filter((one) => one === 'known settings')).toEqual(['known settings']);
  const part = { start: 0, end: text.indexOf('priority') };
  expect(highlights(workspace, uri, schemas, () => ({ version: 36 }), part).map(({ kind }) => kind)).toEqual([
    'deprecated',
    'given',
  ]);
});

it('is quick in 5,000 lines, right behind an edit', () => {
  const text = list(5000);
  const times: number[] = [];
  for (let run = 0; run < 12; run++) {
    workspace.set(uri, text.replace('image: ', `image: r${run}/`));
    times.push(
      processorTime(() => {
        expect(highlights(workspace, uri, schemas, () => ({ version: 36 })).length).toBeGreaterThan(50);
      }),
    );
  }
  expect(percentile(times, 0.5)).toBeLessThan(40); // typically 6
});
