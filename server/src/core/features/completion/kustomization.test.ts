import { expect, it } from 'vitest';
import { SCHEMAS } from '../../../../../test/harness/schemas.ts';
import { CHECKS } from '../../checks/index.ts';
import { SchemaProvider } from '../../schema/provider.ts';
import { applyEdits } from '../../text.ts';
import { Workspace } from '../../workspace.ts';
import { completionAt } from '../completion.ts';
import type { Suggestion } from './suggestion.ts';

const URI = 'file:///app/overlay/kustomization.yaml';

/** What is offered at the end of a text. */
function offered(text: string): readonly Suggestion[] {
  const workspace = new Workspace();
  for (const file of ['overlay/my%20patch.yaml', 'overlay/sub/b.yaml', 'other/c.yaml', 'base/d.yaml'])
    workspace.set(`file:///app/${file}`, 'a: 1\n');
  workspace.set('file:///app/base/kustomization.yaml', 'resources: [d.yaml]\n');
  workspace.set(URI, text);
  const schemas = new SchemaProvider(workspace, SCHEMAS);
  const context = { uri: URI, start: 0, workspace, version: 36, schemas, checks: CHECKS };
  return completionAt(text, text.length, context).suggestions;
}

const labels = (text: string): string[] => offered(text).map(({ label }) => label);

function accept(text: string, label: string): string {
  const chosen = offered(text).find((one) => one.label === label);
  return chosen ? applyEdits(text, [chosen.edit]) : `no ${label}`;
}

it('offers the fields of a kustomization, in their usual order', () => {
  expect(labels('resources: [a.yaml]\n').slice(0, 5)).toEqual([
    'apiVersion',
    'kind',
    'namespace',
    'components',
    'patches',
  ]);
  expect(labels('images:\n  - ')).toEqual(['name', 'newName', 'newTag', 'digest']);
  expect(accept('resou', 'resources')).toBe('resources:\n  - ');
  expect(labels('configMapGenerator:\n  - behavior: ')).toEqual(['create', 'replace', 'merge']);
});

it('offers manifests and folders by their path', () => {
  expect(labels('resources:\n  - ')).toEqual(['my patch.yaml', 'sub/b.yaml', '../base']);
  expect(labels('resources:\n  - sub/b.yaml\n  - ')).toEqual(['my patch.yaml', '../base']);
  expect(accept('patches:\n  - path: my', 'my patch.yaml')).toBe('patches:\n  - path: my patch.yaml');
  expect(labels('resources: [')).toContain('../base');
});

it('leaves other files alone', () => {
  expect(labels('resources:\n  - x\nunknown:\n  ')).toEqual([]);
});
