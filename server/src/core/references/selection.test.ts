import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../test/harness/fixture.ts';
import { Workspace } from '../workspace.ts';
import { podsOf, servicesOf } from './selection.ts';

function open(source: string): Workspace {
  const workspace = new Workspace();
  for (const { uri, text } of parseFixture(source).files) workspace.set(uri, text);
  return workspace;
}

const pod = (name: string, labels: string, more = ''): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: ${labels}${more} }\nspec: { containers: [] }\n`;
const service = (name: string, spec: string, more = ''): string =>
  `---\napiVersion: v1\nkind: Service\nmetadata: { name: ${name}${more} }\nspec: ${spec}\n`;

/** What each Service selects, seen from both sides. */
function selected(source: string): Record<string, string> {
  const workspace = open(source);
  const pods = [...workspace.ofKind('Pod')];
  return Object.fromEntries(
    [...workspace.ofKind('Service')].map((slot) => {
      const found = podsOf(workspace, slot).map(({ resource }) => resource.name);
      const back = pods
        .filter((one) => servicesOf(workspace, one).includes(slot))
        .map(({ resource }) => resource.name);
      expect(back).toEqual(found);
      return [slot.resource.name ?? '', found.join(' ')];
    }),
  );
}

describe('Services and pods', () => {
  it('meet where all labels fit', () => {
    const pods = pod('web', '{ app: web, part: shop }') + pod('api', '{ app: api, part: shop }');
    const services =
      service('web', '{ selector: { app: web } }') +
      service('all', '{ selector: { part: shop } }') +
      service('both', '{ selector: { part: shop, app: api } }') +
      service('none', '{ selector: { app: web, part: other } }') +
      service('open', '{ selector: {} }') +
      service('bare', '{}') +
      service('outside', '{ type: ExternalName, externalName: x.example.com, selector: { app: web } }');
    expect(selected(pods + services)).toEqual({
      web: 'web',
      all: 'web api',
      both: 'api',
      none: '',
      open: '',
      bare: '',
      outside: '',
    });
  });

  it('do not meet across namespaces', () => {
    const pods = pod('a', '{ app: web }', ', namespace: a') + pod('b', '{ app: web }', ', namespace: b');
    expect(selected(pods + service('a', '{ selector: { app: web } }', ', namespace: a'))).toEqual({ a: 'a' });
  });

  it('meet in the nearest folder only', () => {
    const both = pod('web', '{ app: web }') + service('web', '{ selector: { app: web } }');
    const workspace = open(`#- dev/all.yaml\n${both}#- prod/all.yaml\n${both}`);
    for (const slot of workspace.ofKind('Service')) {
      expect(podsOf(workspace, slot).map(({ uri }) => uri)).toEqual([slot.uri]);
    }
  });

  it('are looked up afresh after a change', () => {
    const workspace = open(pod('web', '{ app: web }') + service('web', '{ selector: { app: web } }'));
    workspace.set('file:///workspace/more.yaml', pod('more', '{ app: web }'));
    const [slot] = workspace.ofKind('Service');
    expect(slot && podsOf(workspace, slot).map(({ resource }) => resource.name)).toEqual(['web', 'more']);
  });
});
