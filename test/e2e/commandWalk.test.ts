import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { COMMANDS } from '../../client/src/commands/commands.ts';
import { CHANGING_COMMANDS } from '../commandEffects.ts';
import type { ApiServer } from '../harness/cluster/apiServer.ts';
import { startApiServer } from '../harness/cluster/apiServer.ts';
import { hasApiServer, NO_API_SERVER } from '../harness/cluster/binaries.ts';
import { kubeconfigFor } from '../harness/cluster/context.ts';
import { writeKubeconfig } from '../harness/cluster/kubeconfigFile.ts';
import { create, createApplication, setStatus } from '../harness/cluster/objects.ts';
import type { Session } from '../harness/vscode/browserTest.ts';
import { test } from '../harness/vscode/browserTest.ts';

const POLL = { timeout: 30_000 };
const CORE = '/api/v1/namespaces/default';
const BATCH = '/apis/batch/v1/namespaces/default';
let server: ApiServer;

/** Parts of the tree that are opened one after the other, so that all rows of a part are in view. */
const PARTS = {
  nodes: ['Cluster-wide', 'Cluster', 'Nodes'],
  config: ['default', 'Config', 'ConfigMaps', 'Secrets'],
  workloads: ['default', 'Workloads', 'Deployments', 'Jobs', 'CronJobs', 'Pods'],
  editor: [],
} as const;
type Part = keyof typeof PARTS;

/** How somebody gets as far as the preview of a command: on which row, and what is entered before. */
interface Way {
  readonly part: Part;
  readonly row?: string;
  /** The menu within the row's menu that holds it. */
  readonly within?: string;
  /** To the questions before it, in their order; what is suggested is taken where there are no more. */
  readonly answers?: readonly string[];
  /** A command whose change is made before, where this one has nothing to ask without. */
  readonly needs?: string;
  /** What is done after the command, where that does not ask by itself. */
  readonly after?: (session: Session) => Promise<void>;
}

/** Every command that changes something in a cluster. */
const WAYS: Readonly<Record<string, Way>> = {
  apply: { part: 'editor' },
  applySelection: { part: 'editor' },
  replace: { part: 'editor' },
  deleteManifest: { part: 'editor' },
  deleteFile: { part: 'editor' },
  holdLocks: { part: 'nodes', row: 'test' },
  releaseLocks: { part: 'nodes', row: 'test', needs: 'holdLocks' },
  cordon: { part: 'nodes', row: 'node-a' },
  uncordon: { part: 'nodes', row: 'node-b' },
  drain: { part: 'nodes', row: 'node-a' },
  unlock: { part: 'config', row: 'kept' },
  editSecretValue: { part: 'config', row: 'database', answers: ['password', '', 'changed'] },
  edit: { part: 'workloads', row: 'shop', after: saveOther },
  restart: { part: 'workloads', row: 'shop' },
  scale: { part: 'workloads', row: 'shop', answers: ['3'] },
  rollBack: { part: 'workloads', row: 'rolled', within: 'Rollout' },
  pauseRollout: { part: 'workloads', row: 'shop', within: 'Rollout' },
  resumeRollout: { part: 'workloads', row: 'still', within: 'Rollout' },
  runNow: { part: 'workloads', row: 'nightly' },
  runAgain: { part: 'workloads', row: 'once' },
  suspend: { part: 'workloads', row: 'nightly' },
  resume: { part: 'workloads', row: 'held' },
  lock: { part: 'workloads', row: 'nightly', answers: ['orders'] },
  delete: { part: 'workloads', row: 'nightly' },
  debug: { part: 'workloads', row: 'shop-6c8f9d7b54-0' },
  undo: { part: 'workloads', needs: 'restart' },
};

beforeAll(async () => {
  if (!hasApiServer()) throw new Error(NO_API_SERVER);
  server = await startApiServer({ audit: true });
  await createApplication(server, 'default', 'shop', { pods: 1 });
  await createRolled('rolled', false);
  await createRolled('still', true);
  const walked = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'walked' }, data: { b: '1' } };
  await create(server, `${CORE}/configmaps`, walked);
  await create(server, `${CORE}/secrets`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'database' },
    stringData: { password: 'opensesame' },
  });
  const locked = { 'kube-guardrails/locked': 'needed' };
  const kept = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept', annotations: locked } };
  await create(server, `${CORE}/configmaps`, kept);
  const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'run', image: 'x:1' }] } };
  for (const [name, suspend] of [
    ['once', false],
    ['held', true],
  ] as const) {
    const spec = { template, suspend };
    await create(server, `${BATCH}/jobs`, { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec });
  }
  // As its controller would say it, which the menu of a Job goes by.
  const suspended = { type: 'Suspended', status: 'True', lastTransitionTime: '2026-01-31T10:00:00Z' };
  await setStatus(server, `${BATCH}/jobs/held`, { conditions: [suspended] });
  await create(server, `${BATCH}/cronjobs`, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
  });
  for (const [name, unschedulable] of [
    ['node-a', false],
    ['node-b', true],
  ] as const) {
    await create(server, '/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      spec: { unschedulable },
    });
  }
  writeKubeconfig(join(inject('editor')?.folder ?? '', '.kube/config'), kubeconfigFor(server));
}, 90_000);
afterAll(() => server?.stop());

function annotations(version: number): Record<string, string> {
  return { 'deployment.kubernetes.io/revision': String(version) };
}

/** A Deployment with two revisions. */
async function createRolled(name: string, paused: boolean): Promise<void> {
  const apps = '/apis/apps/v1/namespaces/default';
  const selector = { matchLabels: { app: name } };
  const templateOf = (version: number) => ({
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'web', image: `registry.example.com/rolled:${version}` }] },
  });
  const made = await create(server, `${apps}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, annotations: annotations(2) },
    spec: { replicas: 0, paused, selector, template: templateOf(2) },
  });
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name,
    uid: made.metadata.uid,
    controller: true,
  };
  for (const version of [1, 2]) {
    await create(server, `${apps}/replicasets`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: `${name}-${version}`, annotations: annotations(version), ownerReferences: [owner] },
      spec: { replicas: 0, selector, template: templateOf(version) },
    });
  }
}

/** What the administrator has sent, as the API server itself has written it down. */
function changes(): string[] {
  const lines = readFileSync(join(server.folder, 'audit.log'), 'utf8').trim().split('\n');
  const events = lines.map(
    (line) => JSON.parse(line) as { verb: string; requestURI: string; user: { username: string } },
  );
  return events
    .filter(({ verb, user }) => CHANGING.has(verb) && user.username === 'admin')
    .map(({ verb, requestURI }) => `${verb} ${requestURI}`)
    .filter((one) => !/[?&]dryRun=All|\/selfsubject/.test(one));
}

const CHANGING = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: walked\ndata:\n  a: "1"\n';

test('every command that changes something is walked', () => {
  expect(Object.keys(WAYS).toSorted()).toEqual([...CHANGING_COMMANDS].toSorted());
});

test(
  'no command changes anything before somebody has seen what and said yes',
  { timeout: 600_000 },
  async ({ open }) => {
    let before = changes();
    const session = await open({ 'walked.yaml': MANIFEST });
    const { workbench, page } = session;
    await page.getByRole('tab', { name: 'Kube Guardrails' }).locator('a').click();
    const tree = workbench.tree('Clusters');
    await tree.expand('test');
    let part: Part = 'editor';
    for (const [name, way] of Object.entries(WAYS)) {
      if (way.part !== part) {
        const opened = part === 'nodes' ? 'Cluster-wide' : part === 'config' ? 'Config' : undefined;
        if (opened !== undefined) await tree.collapse(opened);
        for (const row of PARTS[way.part]) await tree.expand(row);
        ({ part } = way);
      }
      if (way.needs !== undefined) {
        const asked = await preview(session, way.needs);
        await asked.locator('.monaco-button:not(.secondary)').click();
        // It says so when all of it is done.
        await page
          .locator('.notifications-toasts')
          .getByText(/\b[io]n test[:,] /)
          .first()
          .waitFor();
        expect(changes().length, way.needs).toBeGreaterThan(before.length);
        before = changes();
      }
      const dialog = await preview(session, name);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(changes(), name).toEqual(before);
      if (way.after) await workbench.command('View: Revert and Close Editor');
      await workbench.command('View: Close All Editors');
      await workbench.command('Notifications: Clear All Notifications');
    }
  },
);

/** The question that a command asks before it changes something. */
async function preview(session: Session, name: string): Promise<Locator> {
  const way = WAYS[name] ?? expect.fail(name);
  await runCommand(session, name, way);
  const dialog = session.page.locator('.monaco-dialog-box');
  await answerUntil(session.page, dialog, way.answers ?? []);
  await expect.poll(() => dialog.innerText(), { ...POLL, message: name }).toMatch(/Context: test/);
  return dialog;
}

async function runCommand(session: Session, name: string, { row, within, after }: Way): Promise<void> {
  const { workbench } = session;
  const title = COMMANDS.find(({ id }) => id === `kubeGuardrails.clusters.${name}`)?.title ?? '';
  if (row === undefined) {
    await workbench.open('walked.yaml');
    await workbench.goTo('walked.yaml', 2, 1);
    await workbench.command(`Kube Guardrails: ${title}`);
  } else await workbench.tree('Clusters').choose(row, ...(within === undefined ? [] : [within]), title);
  await after?.(session);
}

/** Answers the questions at the top of the window until there is a dialog. */
async function answerUntil(page: Page, dialog: Locator, answers: readonly string[]): Promise<void> {
  const input = page.locator('.quick-input-widget:visible');
  let [last, asked] = ['', ''];
  const isNew = async (): Promise<boolean> => {
    if (await dialog.isVisible()) return true;
    asked = await questionOf(input);
    return asked !== '' && asked !== last;
  };
  for (let index = 0; index < MOST_QUESTIONS; index++) {
    await expect.poll(isNew, POLL).toBe(true);
    if (await dialog.isVisible()) return;
    last = asked;
    const answer = answers[index] ?? '';
    if (answer !== '') await input.locator('input.input').fill(answer);
    await page.keyboard.press('Enter');
  }
}

const MOST_QUESTIONS = 6;

/** What is asked, whatever has been typed by now; '' where nothing is. */
async function questionOf(input: Locator): Promise<string> {
  if (!(await input.isVisible())) return '';
  const texts = input.locator('.quick-input-title:visible, .quick-input-message:visible');
  // It may go away at any time.
  const field = input.locator('input.input');
  const placeholder = await field.getAttribute('placeholder', { timeout: 500 }).catch(() => undefined);
  return placeholder === undefined ? '' : [...(await texts.allInnerTexts()), placeholder, '?'].join('\n');
}

/** Changes a number in the document of the object, and saves it. */
async function saveOther({ page }: Session): Promise<void> {
  const line = page.locator('.editor-instance .view-line').filter({ hasText: /replicas:/ });
  await line.first().click();
  await page.keyboard.press('End');
  await page.keyboard.type('7');
  await page.keyboard.press('Control+S');
}
