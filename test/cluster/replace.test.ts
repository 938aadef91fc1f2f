import { parse } from 'yaml';
import { expect } from 'vitest';
import { Approval } from '../../client/src/cluster/change/approval.ts';
import { impactOf } from '../../client/src/cluster/change/delete/impact.ts';
import { readTargets } from '../../client/src/cluster/change/delete/targets.ts';
import { Journal } from '../../client/src/cluster/change/journal.ts';
import { previewFor, previewText } from '../../client/src/cluster/change/preview.ts';
import type { Replaced, Replacement } from '../../client/src/cluster/change/replace.ts';
import { carryOutReplace, planReplace, rehearseReplace } from '../../client/src/cluster/change/replace.ts';
import type { Json } from '../../client/src/cluster/look/comparable.ts';
import type { Session } from '../../client/src/cluster/session.ts';
import { askServer, locatedOf } from '../../client/src/cluster/verdict/ask.ts';
import { askablesIn } from '../../client/src/clusters/verdict/askable.ts';
import { marksOf } from '../../client/src/clusters/verdict/marks.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';

const BINDING = (role: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: default
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: ${role}
subjects:
  - kind: ServiceAccount
    name: default
    namespace: default
`;
const PATH = '/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings';

const OTHER = (role: string): string => BINDING(role).replace('name: readers', 'name: other');

function only(text: string) {
  const [object] = askablesIn('file:///a.yaml', text).objects;
  if (!object) throw new Error('no object');
  return object;
}

async function planned(session: Session, text: string): Promise<Replacement> {
  const place = await locatedOf(session, only(text).asked);
  if (!place) throw new Error('no such kind');
  const { targets } = await readTargets(session, [place]);
  return planReplace(await impactOf(session, targets), 'Background', {
    text,
    object: parse(text) as Json,
    file: 'a.yaml',
  });
}

async function carriedOut(session: Session, journal: Journal, plan: Replacement): Promise<Replaced> {
  const changes = [...plan.steps, plan.undo].map(({ change }) => change);
  const approval = new Approval(previewFor(session, { ...plan.about, changes }));
  return carryOutReplace(session, journal, plan, approval, { atMost: 10_000 });
}

test('marks the field that cannot be changed, and replaces the object', async ({ server, explorer }) => {
  await create(server, PATH, parse(BINDING('reader')));
  const session = await explorer.session('test');
  const wanted = BINDING('writer');
  const object = only(wanted);
  const { sayings } = await askServer(session, object.asked, object.root.toJSON() as Json);
  const marks = marksOf(object, sayings);
  expect(
    marks
      .filter(({ severity }) => severity === 'error')
      .map(({ span, message, check }) => [wanted.slice(span.start, span.end), message, check]),
  ).toEqual([
    [
      'writer',
      'This cannot be changed once the object is there: the cluster has "reader". Set it back, or replace the object.',
      'api-immutable',
    ],
  ]);

  const plan = await planned(session, wanted);
  expect(await rehearseReplace(session, plan)).toEqual([]);
  const changes = plan.steps.map(({ change }) => change);
  const preview = previewFor(session, { ...plan.about, changes });
  expect(preview.title).toBe('Replace RoleBinding readers?');
  expect(previewText(preview)).toContain(
    'It is deleted and made anew as the manifest has it; in between it is not there.',
  );
  const before = await session.connection.json<{ metadata: { uid: string } }>({ path: `${PATH}/readers` });
  const journal = new Journal();
  expect(await carriedOut(session, journal, plan)).toEqual({
    isDone: true,
    text: 'RoleBinding readers was replaced.',
  });
  const after = await session.connection.json<{ metadata: { uid: string }; roleRef: unknown }>({
    path: `${PATH}/readers`,
  });
  expect(after.roleRef).toMatchObject({ name: 'writer' });
  expect(after.metadata.uid).not.toBe(before.metadata.uid);
  expect(journal.entries.map(({ action }) => action)).toEqual(['deleted', 'replaced']);
});

test('makes the old object again where the new one is refused', async ({ server, explorer }) => {
  const session = await explorer.session('test');
  const name = 'fallback';
  await create(server, PATH, parse(BINDING('reader').replace('name: readers', `name: ${name}`)));
  const wanted = BINDING('').replace('name: readers', `name: ${name}`);
  const plan = await planned(session, wanted);
  await expect(rehearseReplace(session, plan)).rejects.toMatchObject({ kind: 'invalid' });
  const { text, isDone } = await carriedOut(session, new Journal(), plan);
  expect(isDone).toBe(false);
  expect(text).toMatch(
    /^The new RoleBinding fallback was refused, and the old one was made again: .*roleRef\.name: Required value/,
  );
  const after = await session.connection.json({ path: `${PATH}/${name}` });
  expect(after).toMatchObject({ roleRef: { name: 'reader' }, subjects: [{ name: 'default' }] });
});

test('deletes nothing that was made anew meanwhile, and nothing without an approval', async ({
  server,
  explorer,
}) => {
  const session = await explorer.session('test');
  await create(server, PATH, parse(OTHER('reader')));
  const plan = await planned(session, OTHER('writer'));
  await server.send('DELETE', `${PATH}/other`);
  await create(server, PATH, parse(OTHER('third')));
  await expect(carriedOut(session, new Journal(), plan)).rejects.toMatchObject({ kind: 'conflict' });
  const after = await session.connection.json({ path: `${PATH}/other` });
  expect(after).toMatchObject({ roleRef: { name: 'third' } });
  const fresh = await planned(session, OTHER('writer'));
  const without = new Approval(previewFor(session, { ...fresh.about, changes: [] }));
  await expect(carryOutReplace(session, new Journal(), fresh, without, { atMost: 1000 })).rejects.toThrow(
    'nobody approved this',
  );
});

test('can make an old Job again, whose selector the server chose', async ({ server, explorer }) => {
  const text = `apiVersion: batch/v1
kind: Job
metadata: {name: report, namespace: default}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: report, image: registry.example.com/report:1.0.0}]
`;
  await create(server, '/apis/batch/v1/namespaces/default/jobs', parse(text));
  const session = await explorer.session('test');
  const { target, undo } = await planned(session, text.replace('1.0.0', '2.0.0'));
  await server.send('DELETE', `${target.path}?propagationPolicy=Background`);
  const { object } = await session.connection.dryRun<Json>(undo.change);
  expect(object).toMatchObject({
    metadata: { name: 'report' },
    spec: { template: { spec: { containers: [{ image: 'registry.example.com/report:1.0.0' }] } } },
  });
});

test('replaces no Namespace, whose content would be lost', async ({ server, explorer }) => {
  const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: full}\n';
  await create(server, '/api/v1/namespaces', parse(text));
  await expect(planned(await explorer.session('test'), text)).rejects.toThrow(
    'Namespace full is not replaced',
  );
});

test('replaces no Node, whose Pods would be lost', async ({ server, explorer }) => {
  const text = 'apiVersion: v1\nkind: Node\nmetadata: {name: old}\n';
  await create(server, '/api/v1/nodes', parse(text));
  await expect(planned(await explorer.session('test'), text)).rejects.toThrow(
    /^Node old is not replaced: .*Drain it, delete it, and apply the manifest/,
  );
});
