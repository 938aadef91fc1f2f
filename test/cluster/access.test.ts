import { expect } from 'vitest';
import { accessOf, accessReport, ownAccess } from '../../client/src/cluster/look/access.ts';
import { test } from '../harness/cluster/clusterTest.ts';
import { create } from '../harness/cluster/objects.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';

test('says what a ServiceAccount may do, through itself and its groups', async ({ server, explorer }) => {
  await create(server, `${RBAC}/namespaces/default/roles`, {
    apiVersion,
    kind: 'Role',
    metadata: { name: 'reader' },
    rules: [{ apiGroups: ['', 'apps'], resources: ['pods', 'deployments'], verbs: ['get', 'list'] }],
  });
  await create(server, `${RBAC}/namespaces/default/rolebindings`, {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name: 'builder-reads' },
    roleRef: { apiGroup, kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'builder', namespace: 'default' }],
  });
  await create(server, `${RBAC}/clusterroles`, {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: 'secret-of-all' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'], resourceNames: ['shared'] }],
  });
  for (const [name, subject] of [
    ['group', { apiGroup, kind: 'Group', name: 'system:serviceaccounts:default' }],
    ['stranger', { kind: 'ServiceAccount', name: 'builder', namespace: 'kube-public' }],
  ] as const) {
    await create(server, `${RBAC}/clusterrolebindings`, {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup, kind: 'ClusterRole', name: 'secret-of-all' },
      subjects: [subject],
    });
  }
  const session = await explorer.session('test');
  const access = await accessOf(session, { namespace: 'default', name: 'builder' });
  const { text } = accessReport('ServiceAccount default/builder', access);
  expect(text).toContain(
    'In the namespace default\n\nBy RoleBinding builder-reads, Role reader:\n\n- get, list with pods, deployments of apps\n',
  );
  expect(text).toContain(
    'In all namespaces\n\nBy ClusterRoleBinding group, ClusterRole secret-of-all:\n\n- everything with all kinds of all groups, only shared\n',
  );
  expect(text).toContain('ClusterRole system:basic-user');
  expect(text).not.toMatch(/stranger|Not read/);
});

test('says what you may do', async ({ explorer }) => {
  const access = await ownAccess(await explorer.session('test'), 'default');
  expect(accessReport('you', access).text).toMatch(
    /In the namespace default\n[\s\S]*- everything with all kinds of all groups\n/,
  );
});

test('says what it could not read', async ({ explorer }) => {
  const session = await explorer.session('test');
  const text = accessReport('somebody', { grants: [], unknown: ['RoleBindings: forbidden.'] }).text;
  expect(text).toBe(
    '# What somebody may do\n\nNothing that is known of.\n\nThere may be more. Not read:\n\n- RoleBindings: forbidden.\n',
  );
  await expect(ownAccess(session, 'none')).resolves.toMatchObject({ unknown: [] });
});
