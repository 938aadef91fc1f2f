import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../../../test/harness/fixture.ts';
import { Workspace } from '../workspace.ts';
import { accountHover } from './accountHover.ts';

function hover(source: string): string | undefined {
  const { files, cursor } = parseFixture(source);
  const workspace = new Workspace();
  for (const { uri, text } of files) workspace.set(uri, text);
  if (!cursor) throw new Error('no cursor');
  return accountHover(workspace, cursor.uri, cursor.offset, link)?.text;
}

const link = ({ resource }: { resource: { name: string | undefined } }): string => `link:${resource.name}`;

const CRON = `apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: shop }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          serviceAccountName: buil<|>der
`;
const binding = (kind: string, role: string, subject: string, more = 'namespace: shop') => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${role.replace(/.*\s/, '')}-given, ${more} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${role.split(' ')[0]}, name: ${role.split(' ')[1]} }
subjects: [${subject}]
`;
const role = (name: string, rules: string, kind = 'Role') => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: { name: ${name}${kind === 'Role' ? ', namespace: shop' : ''} }
rules: ${rules}
`;
const BUILDER = '{ kind: ServiceAccount, name: builder, namespace: shop }';

const bound = (rules: string) =>
  hover(CRON + role('r', rules, 'ClusterRole') + binding('ClusterRoleBinding', 'ClusterRole r', BUILDER, ''));

describe('hover of a ServiceAccount', () => {
  it('lists what it may do, and links to the roles', () => {
    const rules = `[{ apiGroups: ['', apps], resources: [pods, deployments], verbs: [get, list] }]`;
    expect(hover(CRON + role('reader', rules) + binding('RoleBinding', 'Role reader', BUILDER))).toBe(
      [
        '**May do** as ServiceAccount builder, by the manifests of this workspace:\n',
        '- get, list on pods, deployments of apps, in the namespace shop ([Role reader](link:reader))',
      ].join('\n'),
    );
  });

  it('warns of everything, of Secrets and of wildcards, but not where objects are named', () => {
    expect(bound(`[{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]`)).toContain(
      '**Careful:** it may do **everything** in every namespace.',
    );
    expect(bound(`[{ apiGroups: [''], resources: [pods, secrets], verbs: [list] }]`)).toMatch(
      /may read all \*\*Secrets\*\* in every namespace\.\n\n- list on pods, \*\*secrets\*\*/,
    );
    expect(bound(`[{ apiGroups: [apps], resources: ['*'], verbs: [get] }]`)).toContain('by a **wildcard**');
    expect(
      bound(`[{ apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [tls] }]`),
    ).not.toContain('Careful');
  });

  it('counts groups, bindings of other namespaces and built-in roles, and no stranger', () => {
    const group = '{ kind: Group, name: "system:serviceaccounts:shop" }';
    const stranger = '{ kind: ServiceAccount, name: builder, namespace: other }';
    const text = hover(
      CRON +
        binding('ClusterRoleBinding', 'ClusterRole view', group, '') +
        binding('RoleBinding', 'ClusterRole edit', BUILDER, 'namespace: other') +
        binding('RoleBinding', 'Role unknown', BUILDER) +
        binding('ClusterRoleBinding', 'ClusterRole cluster-admin', stranger, ''),
    );
    expect(text).toContain('read nearly all kinds, without secrets, in every namespace: ClusterRole view');
    expect(text).toContain(String.raw`**secrets** included, in the namespace other: ClusterRole edit`);
    expect(text).toContain('what Role unknown allows, which is not in this workspace');
    expect(text).not.toContain('cluster\\-admin');
  });

  it('shortens what is long, and escapes what is written in roles', () => {
    const rules = Array.from(
      { length: 10 },
      (_, at) => `{ apiGroups: [''], resources: [a${at}], verbs: [get] }`,
    );
    const source = role('r', `[${rules.join(', ')}]`) + binding('RoleBinding', 'Role r', BUILDER);
    expect(hover(CRON + source)).toContain('- and 2 rules more');
    const evil = role('r', `[{ apiGroups: [''], resources: ['[x](command:y)'], verbs: [get] }]`);
    expect(hover(CRON + evil + binding('RoleBinding', 'Role r', BUILDER))).toContain(
      String.raw`\[x\]\(command\:y\)`,
    );
  });

  it('says so where nothing is bound, and nothing elsewhere', () => {
    expect(hover(CRON)).toContain('nothing, no binding names it');
    expect(hover(CRON.replace('buil<|>der', 'builder').replace('shop', 'sh<|>op'))).toBeUndefined();
    expect(hover(CRON.replace('serviceAccountName: buil<|>der', 'service<|>Account: old'))).toContain(
      'as ServiceAccount old',
    );
  });
});
