import { expect, vi } from 'vitest';
import { releasesOf } from '../../client/src/cluster/look/helm.ts';
import { revisionsOf } from '../../client/src/cluster/look/revisions.ts';
import { TAIL } from '../../client/src/cluster/streams/containerLog.ts';
import { Exec } from '../../client/src/cluster/streams/exec.ts';
import { MergedLog } from '../../client/src/cluster/streams/mergedLog.ts';
import { PortForward } from '../../client/src/cluster/streams/portForward.ts';
import { SHELLS } from '../../client/src/cluster/streams/shells.ts';
import type { Lesson } from '../../client/src/explorer/teaching/lesson.ts';
import { shellLine } from '../../client/src/explorer/teaching/shell.ts';
import type { TestExplorer } from '../harness/cluster/clusterTest.ts';
import { installRelease } from '../harness/cluster/objects.ts';
import { runDeployment, test } from '../harness/cluster/streamTest.ts';

const POLL = { timeout: 10_000 };
const workloads = ['test', 'default', 'Workloads'];
const deployments = '/apis/apps/v1/namespaces/default/deployments';

async function lessonsOf(explorer: TestExplorer, ...row: readonly string[]): Promise<readonly Lesson[]> {
  return (await (await explorer.at(...row)).actionLessons?.()) ?? [];
}

const commands = (lessons: readonly Lesson[]): string[] =>
  lessons.map(({ action, kubectl }) => `${action}: ${shellLine(kubectl.slice(0, 12))}`);

test('says of logs, shells and ports what they really ask', async ({ server, explorer }) => {
  const [pod] = await runDeployment(server, 'shop', 1, {
    script: 'echo hello; sleep 60',
    ports: { 8080: 1 },
  });
  const name = pod?.metadata?.name ?? '';
  const lessons = await lessonsOf(explorer, ...workloads, 'Pods', name);
  expect(commands(lessons)).toEqual([
    `Follow Logs: logs --namespace default ${name} --container web --follow --tail=500 --timestamps`,
    expect.stringMatching(
      /^Open a Shell: exec --namespace default \S+ --container web --stdin --tty -- sh -c /,
    ),
    `Attach to the Main Process: attach --namespace default ${name} --container web`,
    `Forward a Port…: port-forward --namespace default pods/${name} 8080:8080`,
    `Compare with Selected: get pods ${name} --namespace default --output yaml`,
  ]);
  expect(commands(await lessonsOf(explorer, ...workloads, 'Pods', name, 'web'))).toEqual(
    commands(lessons).slice(0, 3),
  );
  expect(commands(await lessonsOf(explorer, ...workloads, 'Deployments', 'shop'))).toEqual([
    'Follow Logs: logs --namespace default --selector app=shop --all-containers --prefix --follow --tail=500 --timestamps',
    'Forward a Port…: port-forward --namespace default deployments.apps/shop 8080:8080',
    'Compare with Selected: get deployments.apps shop --namespace default --output yaml',
    'Show Revisions: rollout history deployments.apps/shop --namespace default',
  ]);

  const { connection } = await explorer.session('test');
  const owner = { kind: 'Pod', name, namespace: 'default', path: `/api/v1/namespaces/default/pods/${name}` };
  const log = new MergedLog(connection, owner, { follow: true, tailLines: TAIL }, SILENT);
  const command = SHELLS.linux[0]?.command ?? [];
  const place = { namespace: 'default', pod: name, container: 'web', command, tty: true };
  const shell = await Exec.start(connection, place, { output: () => undefined, end: () => undefined });
  const main = { ...place, command: undefined, stdin: false, tty: false };
  const attached = await Exec.start(connection, main, { output: () => undefined, end: () => undefined });
  const forward = await PortForward.start(connection, { owner, target: 8080, localPort: 0 });
  await fetch(`http://127.0.0.1:${forward.localPort}`).catch(() => undefined); // nobody answers there
  for (const { path } of lessons)
    await vi.waitFor(() => expect(explorer.requests).toContain(`GET ${hidden(path)}`), POLL);
  log.close();
  shell.close();
  attached.close();
  forward.stop();
});

test('says of revisions, releases and rights what they really ask', async ({ server, explorer }) => {
  await runDeployment(server, 'till', 1);
  await installRelease(server, 1, 'deployed');
  const session = await explorer.session('test');
  const { metadata } = await session.connection.json<{ metadata: { uid: string; namespace: string } }>({
    path: `${deployments}/till`,
  });
  await revisionsOf(session, { kind: 'Deployment' }, metadata);
  await releasesOf(session, { name: 'web', namespace: 'default' });
  const ofTill = await lessonsOf(explorer, ...workloads, 'Deployments', 'till');
  const revisions = ofTill.find(({ action }) => action === 'Show Revisions');
  const release = await (await explorer.at(...workloads, 'Helm releases', 'web')).lessons?.();
  expect(release?.map(({ helm }) => helm?.join(' '))).toEqual([
    'history web --namespace default',
    'get values web --namespace default',
    'get manifest web --namespace default --revision 1',
  ]);
  const account = await lessonsOf(explorer, 'test', 'default', 'Access', 'ServiceAccounts', 'default');
  expect(commands(account).at(-1)).toMatch(
    /^What May This Account Do\?: auth can-i --list --as system:serviceaccount:default:default/,
  );
  for (const lesson of [revisions, ...(release ?? []), ...account]) {
    expect((await server.send('GET', lesson?.path ?? '')).status).toBe(200);
  }
  for (const { path } of [revisions, ...(release ?? [])].flatMap((lesson) => lesson ?? []))
    expect(explorer.requests).toContain(`GET ${path}`);
});

const SILENT = { lines: () => undefined, note: () => undefined, end: () => undefined };

/** As requests are told of: what is run is nobody's business. */
function hidden(path: string): string {
  return path.replaceAll(/([?&]command=)[^&]*/g, '$1…');
}
