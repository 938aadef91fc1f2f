import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { DocumentVersion, StatusParams } from '../../server/src/core/protocol.ts';
import {
  CLUSTER_CHANGED,
  CLUSTER_SCHEMAS,
  DOCUMENT_VERSION,
  STATUS,
} from '../../server/src/core/protocol.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { TestExplorer } from '../harness/cluster/clusterTest.ts';
import { at, startEditor, test } from '../harness/cluster/editorTest.ts';
import { create } from '../harness/cluster/objects.ts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const ABOUT = [
  'unknown-field',
  'unknown-kind',
  'invalid-value',
  'required-field',
  'wrong-type',
  'unknown-version',
];

/** A kind that no pack knows, with what the schemas of such kinds can say. */
const definition = (group: string, more: object = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `kettles.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind: 'Kettle', plural: 'kettles' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['liters'],
                properties: {
                  liters: { type: 'integer', minimum: 1, description: 'How much it holds.' },
                  heat: { type: 'string', enum: ['Low', 'High'], default: 'Low' },
                  port: {
                    'x-kubernetes-int-or-string': true,
                    anyOf: [{ type: 'integer' }, { type: 'string' }],
                  },
                  note: { type: 'string', nullable: true, pattern: '^[a-z]+$' },
                  extra: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                  parts: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: { name: { type: 'string' }, ...more },
                    },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
});

const kettle = (group: string, spec: string): string =>
  `apiVersion: ${group}/v1\nkind: Kettle\nmetadata: { name: tea }\nspec:\n${spec}`;

async function install(server: ApiServer, group: string, more: object = {}): Promise<void> {
  await create(server, DEFINITIONS, definition(group, more));
  await vi.waitFor(async () => {
    const { body } = await server.send('GET', '/openapi/v3');
    expect(body).toContain(`apis/${group}/v1`);
  }, 20_000);
}

test('checks, completes and explains kinds of the cluster that no pack knows', async ({ server, editor }) => {
  await install(server, 'kitchen.example.com');
  const one = await editor();
  const good =
    '  liters: 2\n  heat: High\n  port: http\n  note: null\n  extra: { any: { thing: 1 } }\n  labels: { a: b }\n';
  const valid = one.open('valid.yaml', kettle('kitchen.example.com', good));
  const wrong = one.open(
    'wrong.yaml',
    kettle(
      'kitchen.example.com',
      '  liter: 2\n  heat: Hihg\n  note: A1\n  parts:\n    - name: a\n    - name: a\n',
    ),
  );
  const found = await one.findings(
    'wrong.yaml',
    ['unknown-field', 'invalid-value', 'invalid-value', 'duplicate-key'],
    [...ABOUT, 'duplicate-key'],
  );
  expect(found.map(({ message }) => message)).toEqual([
    'unknown field "liter" in Kettle.spec: did you mean "liters"?',
    'expected Low or High, got "Hihg": did you mean "High"?',
    expect.stringContaining('does not match the pattern'),
    expect.any(String),
  ]);
  one.open('lacks.yaml', kettle('kitchen.example.com', '  heat: Low\n'));
  await one.findings('lacks.yaml', ['required-field'], ABOUT);
  expect(await one.findings('valid.yaml', [], ABOUT)).toEqual([]);
  one.open('kind.yaml', 'apiVersion: kitchen.example.com/v1\nkind: Kettel\nmetadata: { name: tea }\n');
  const [kind] = await one.findings('kind.yaml', ['unknown-kind'], ABOUT);
  expect(kind?.message).toBe('unknown kind "Kettel" in kitchen.example.com/v1: did you mean "Kettle"?');

  const text = kettle('kitchen.example.com', '  liters: 2\n  heat: \n  \n');
  const typed = one.open('typed.yaml', text);
  const labels = async (line: number, character: number) =>
    (
      await one.request<{ items: { label: string }[] }>('textDocument/completion', at(typed, line, character))
    ).items.map(({ label }) => label);
  expect(await labels(5, 8)).toEqual(['Low', 'High']);
  expect(await labels(6, 2)).toEqual(expect.arrayContaining(['note', 'parts', 'extra']));
  const { contents } = await one.request<{ contents: { value: string } }>(
    'textDocument/hover',
    at(wrong, 5, 3),
  );
  expect(contents.value).toContain('default `"Low"`');
  const empty = one.open('empty.yaml', 'apiVersion: kitchen.example.com/v1\nkind: \n');
  const kinds = await one.request<{ items: { label: string }[] }>('textDocument/completion', at(empty, 1, 6));
  expect(kinds.items.map(({ label }) => label)).toEqual(['Kettle']);
  expect(await one.request<DocumentVersion>(DOCUMENT_VERSION, at(valid, 0, 0))).toEqual({
    kubernetesVersion: '1.36',
    context: 'test',
    isOwn: false,
  });
  await one.message<StatusParams>(
    STATUS,
    ({ context, kubernetesVersion }) => context === 'test' && kubernetesVersion === '1.36',
  );
});

test('reads what is asked for and nothing else, and that once', async ({ explorer, editor, folder }) => {
  const one = await editor({ kubernetesVersion: '1.34' });
  const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replica: 1 }\n';
  const own = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ prt: 1 }] }\n';
  await one.version(one.open('a.yaml', deployment), 1);
  expect(one.count(CLUSTER_SCHEMAS)).toBe(0);
  expect(explorer.requests).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
  const uri = one.open('b.yaml', `# kube-guardrails-kubernetes-version: cluster\n${own}`);
  await one.message<StatusParams>(STATUS);
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2));
  const documents = () => explorer.requests.filter((path) => /openapi\/v3\/./.test(path));
  expect(documents()).toEqual([expect.stringContaining('/openapi/v3/api/v1?hash=')]);
  one.change(uri, own);
  one.change(
    uri,
    `# kube-guardrails-kubernetes-version: cluster\n${own}---\n# kube-guardrails-kubernetes-version: cluster\n${deployment}`,
  );
  await vi.waitFor(() => expect(documents()).toHaveLength(2));
  const two = await editor();
  two.open('b.yaml', own);
  two.open('c.yaml', deployment);
  await two.message<StatusParams>(STATUS, ({ context }) => context === 'test');
  expect(documents()).toHaveLength(2);
});

test('sees a definition that was changed when it is asked to look again', async ({ server, editor }) => {
  await install(server, 'office.example.com');
  const one = await editor();
  one.open('a.yaml', kettle('office.example.com', '  liters: 1\n  parts: [{ name: a, size: 3 }]\n'));
  await one.findings('a.yaml', ['unknown-field'], ABOUT);
  const changed = definition('office.example.com', { size: { type: 'integer' } });
  const reply = await server.send('PATCH', `${DEFINITIONS}/kettles.office.example.com`, {
    type: 'application/merge-patch+json',
    text: JSON.stringify({ spec: changed.spec }),
  });
  expect(reply.status).toBe(200);
  await vi.waitFor(
    async () => {
      one.notify(CLUSTER_CHANGED);
      await new Promise((resolve) => setImmediate(resolve));
      const last = one.last(one.uri('a.yaml'));
      expect(last?.diagnostics.filter(({ code }) => ABOUT.includes(String(code)))).toEqual([]);
    },
    { timeout: 20_000, interval: 500 },
  );
});

test('goes by what it read before while the server is gone, and says so', async ({
  server,
  editor,
  explorer,
}) => {
  await install(server, 'garden.example.com');
  const text = kettle('garden.example.com', '  liter: 1\n');
  const first = await editor();
  first.open('a.yaml', text);
  await first.findings('a.yaml', ['unknown-field'], ABOUT);
  await server.kill();
  explorer.reload();
  const later = await editor();
  const uri = later.open(
    'a.yaml',
    `${text}---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: a }\nspec: { templat: {} }\n`,
  );
  const found = await later.findings('a.yaml', ['unknown-field', 'unknown-field'], ['unknown-field']);
  expect(found[0]?.message).toContain('did you mean "liters"');
  const version = await later.request<DocumentVersion>(DOCUMENT_VERSION, {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });
  expect(version).toMatchObject({ kubernetesVersion: '1.36', context: 'test' });
  expect(version.notice).toMatch(
    /^the schemas of test cannot be read now \(.+\): those of \d{4}-\d\d-\d\d are used$/,
  );
  await server.revive();
});

test('uses the latest known version and says why where a cluster never answered', async ({ folder }) => {
  const explorer = new TestExplorer(join(folder, 'no-kubeconfig'));
  const one = await startEditor(explorer, folder, { kubernetesVersion: 'cluster' });
  one.open('a.yaml', 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selectr: {} }\n');
  await one.findings('a.yaml', ['unknown-field'], ABOUT);
  const { notice, kubernetesVersion } = await one.message<StatusParams>(
    STATUS,
    (status) => status.notice !== undefined,
  );
  expect(kubernetesVersion).toBe('1.36');
  expect(notice).toMatch(/^the schemas of test cannot be read \(.+\), so the latest known version is used$/);
  await one.stop();
  explorer.dispose();
});
