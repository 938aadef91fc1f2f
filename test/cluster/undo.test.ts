import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Change } from '../../client/src/cluster/change/approval.ts';
import { carryOutDelete } from '../../client/src/cluster/change/delete/carryOutDelete.ts';
import { planDelete } from '../../client/src/cluster/change/delete/plan.ts';
import { JournalFiles } from '../../client/src/cluster/change/journal/files.ts';
import { journalReport } from '../../client/src/cluster/change/journal/report.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import type { Plan } from '../../client/src/cluster/change/plan.ts';
import { carryOutAll, rehearse } from '../../client/src/cluster/change/plan.ts';
import { canUndo, checkPlace, planPutBack, wayBack } from '../../client/src/cluster/change/putBack.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { approve, impactOn } from '../harness/cluster/changes.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create, createApplication } from '../harness/cluster/objects.ts';

const CORE = '/api/v1/namespaces/default';
const MERGE = 'application/merge-patch+json';

function newJournal(): { readonly folder: string; readonly journal: Journal } {
  const folder = mkdtempSync(join(tmpdir(), 'kube-guardrails-undo-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, journal: new Journal(new JournalFiles(folder)) };
}

function written(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

/** Makes a change as a command would. */
async function make(session: Session, journal: Journal, action: string, change: Change): Promise<void> {
  const path = change.path.replace(/\/scale$/, '');
  const before = change.method === 'POST' ? undefined : await session.connection.json<Json>({ path });
  const body = change.body as { metadata?: { name?: string } };
  const at = change.method === 'POST' ? `${path}/${body.metadata?.name}` : path;
  await carry(session, journal, {
    about: { title: action, name: 'x', details: [], action },
    steps: [{ change, action, path: at, before }],
  });
}

async function carry(session: Session, journal: Journal, plan: Plan): Promise<void> {
  await rehearse(session, plan);
  const outcomes = await carryOutAll(session, journal, plan, approve(session, plan));
  expect(outcomes.flatMap(({ failure }) => failure ?? [])).toEqual([]);
}

/** As `kubectl apply` leaves it: with a copy in an annotation. */
const apply = (password: string) => ({
  metadata: {
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        kind: 'Secret',
        stringData: { password },
      }),
    },
  },
  stringData: { password },
});

test('writes down what was changed, and no value of a Secret', async ({ explorer }) => {
  const session = await explorer.session('test');
  const { folder, journal } = newJournal();
  const secrets = `${CORE}/secrets`;
  const [old, young] = ['opensesame', 'closesesame'];
  const first = apply(old);
  await make(session, journal, 'created', {
    method: 'POST',
    path: secrets,
    body: { apiVersion: 'v1', kind: 'Secret', ...first, metadata: { name: 'database', ...first.metadata } },
  });
  const path = `${secrets}/database`;
  await make(session, journal, 'edited', { method: 'PATCH', path, type: MERGE, body: apply(young) });
  const plan = planDelete(await impactOn(session, 'Secret/database'), 'Background');
  await carryOutDelete(session, journal, plan, approve(session, plan));
  const lines = new JournalFiles(folder).read();
  expect(lines.map(({ action, kind, name, namespace }) => [action, kind, name, namespace])).toEqual([
    ['deleted', 'Secret', 'database', 'default'],
    ['edited', 'Secret', 'database', 'default'],
    ['created', 'Secret', 'database', 'default'],
  ]);
  expect(lines[1]?.difference).toMatch(/-\s+password: \(hidden value 1\)\n\+\s+password: \(hidden value 2\)/);
  const text = written(folder);
  for (const value of [old, young]) {
    expect(text).not.toContain(value);
    expect(text).not.toContain(Buffer.from(value).toString('base64'));
  }
  const report = journalReport(lines, ({ action }) => action === 'deleted');
  expect(report.text).toMatch(
    /^# What was changed.*\n\n# [\d-]+ [\d:]+ {2}deleted {2}Secret database {2}\(namespace default, context test\) {3}Undo…\n/,
  );
  expect(report.links.map(({ target }) => Object.keys(target)[0])).toEqual(['path', 'undo', 'path', 'path']);
});

test('puts a Deployment back that was scaled and edited, and tells what others changed since', async ({
  server,
  explorer,
}) => {
  await createApplication(server, 'default', 'shop', { pods: 1 });
  const session = await explorer.session('test');
  const { folder, journal } = newJournal();
  const path = '/apis/apps/v1/namespaces/default/deployments/shop';
  await make(session, journal, 'scaled', {
    method: 'PATCH',
    path: `${path}/scale`,
    type: MERGE,
    body: { spec: { replicas: 5 } },
  });
  const [scaled] = journal.entries;
  if (!scaled) throw new Error('no entry');
  expect(new JournalFiles(folder).read()[0]?.difference).toMatch(/-\s+replicas: 1\n\+\s+replicas: 5/);
  expect(wayBack(scaled)).toBe('put back');
  const quiet = await planPutBack(session, scaled);
  expect(quiet.about).toMatchObject({ title: 'Undo: put Deployment shop back?', namespace: 'default' });
  expect(quiet.about.details.slice(1)).toEqual(['Set back:', 'spec.replicas: 5 → 1']);
  const image = [
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'example.com/other:1' },
  ];
  await server.send('PATCH', path, { type: 'application/json-patch+json', text: JSON.stringify(image) });
  await expect(rehearse(session, quiet)).rejects.toMatchObject({ kind: 'conflict' });
  const loud = await planPutBack(session, scaled);
  expect(loud.about.details.slice(1)).toEqual([
    'Set back:',
    'spec.replicas: 5 → 1',
    expect.stringMatching(/image: example\.com\/other:1 → registry\.example\.com\/shop:1\.4\.2$/),
    'CHANGED SINCE, and set back, too:',
    expect.stringMatching(/image: registry\.example\.com\/shop:1\.4\.2 → example\.com\/other:1$/),
  ]);
  await carry(session, journal, loud);
  const live = await session.connection.json<Json>({ path });
  expect(live).toMatchObject({
    spec: { replicas: 1, template: { spec: { containers: [{ image: 'registry.example.com/shop:1.4.2' }] } } },
    status: { readyReplicas: 1 },
  });
  expect(journal.history().map(({ action }) => action)).toEqual(['put back', 'scaled']);
  await expect(planPutBack(session, scaled)).rejects.toThrow('Deployment shop is as it was before already');
});

test('knows what cannot be undone', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const { folder, journal } = newJournal();
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prices' }, data: { a: '1' } };
  await make(session, journal, 'created', { method: 'POST', path: `${CORE}/configmaps`, body });
  const path = `${CORE}/configmaps/prices`;
  await make(session, journal, 'edited', { method: 'PATCH', path, type: MERGE, body: { data: { a: '2' } } });
  const [created, edited] = journal.entries;
  if (!created || !edited) throw new Error('no entries');
  expect([created, edited].map(wayBack)).toEqual(['delete', 'put back']);
  expect(() => wayBack({ ...edited, outcome: 'uncertain' })).toThrow(
    'whether this change was made is not known',
  );
  expect(canUndo({ ...edited, after: { kind: 'Status' } })).toBe(false);
  expect(() => checkPlace(session, edited)).not.toThrow();
  const elsewhere = { ...edited, server: 'https://other.example.com' };
  expect(() => checkPlace(session, elsewhere)).toThrow(
    /^this was changed on https:\/\/other\.example\.com, and the context "test" leads to https:\/\/\S+ now: nothing is undone$/,
  );
  await server.send('DELETE', path);
  await expect(planPutBack(session, edited)).rejects.toMatchObject({ kind: 'notFound' });
  await create(server, `${CORE}/configmaps`, body);
  await expect(planPutBack(session, edited)).rejects.toThrow('ConfigMap prices is another object by now');
  expect(new Journal(new JournalFiles(folder)).history()).toHaveLength(2);
  expect(new Journal(new JournalFiles(folder)).entries).toEqual([]);
});
