import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KUBECONFIG_CASES, writeCase } from '../../../../test/clientgo/cases.ts';
import type { Verdict } from '../../../../test/clientgo/judge.ts';
import { clusterContext } from '../context.ts';
import type { Cluster, ExecPlugin, Kubeconfig, Pem, User } from './kubeconfig.ts';
import { loadKubeconfig } from './load.ts';

/** What the real client-go says; the cluster suite keeps it true. */
const EXPECTED = new Map(
  readFileSync(join(import.meta.dirname, '../../../../test/clientgo/expected.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as [name: string, verdict: Verdict]),
);

test('knows what client-go makes of every case', () => {
  expect([...EXPECTED.keys()]).toEqual(Object.keys(KUBECONFIG_CASES));
});

test.for(Object.entries(KUBECONFIG_CASES))('as client-go: %s', async ([name, one]) => {
  const written = writeCase(one);
  try {
    const before = written.hashes();
    const own = verdictOf(await loadKubeconfig(written));
    const verdict = JSON.parse(JSON.stringify(own).replaceAll(written.folder, '')) as Verdict;
    const { usable, ...rest } = verdict;
    const { usable: wanted, ...expected } = EXPECTED.get(name) ?? {};
    expect(rest).toEqual(expected);
    if (one.differs) expect(usable).not.toEqual(wanted);
    else expect(usable).toEqual(wanted);
    expect(written.hashes()).toEqual(before);
  } finally {
    written.remove();
  }
});

/** Our reading in the words of a kubeconfig file. */
function verdictOf(config: Kubeconfig): Verdict {
  const { currentContext = '', contexts, clusters, users, problems } = config;
  const usable = [...contexts.keys()].flatMap((name) => {
    try {
      return [[name, clusterContext(config, name).namespace]];
    } catch {
      return [];
    }
  });
  return {
    current: currentContext,
    contexts: entries(contexts, ({ cluster, user, namespace }) => ({ cluster, user, namespace })),
    clusters: entries(clusters, writeCluster),
    users: entries(users, writeUser),
    refused: problems.length > 0,
    usable: Object.fromEntries(usable) as Verdict['usable'],
  };
}

function entries<T>(map: ReadonlyMap<string, T>, write: (value: T) => object): Verdict['users'] {
  return Object.fromEntries([...map].map(([name, value]) => [name, said(write(value))]));
}

function writeCluster(cluster: Cluster): object {
  const extension = cluster.execExtension;
  return {
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.skipTlsVerify || undefined,
    ...writePem('certificate-authority', cluster.authority),
    'proxy-url': cluster.proxyUrl,
    extensions: extension && [{ name: 'client.authentication.k8s.io/exec', extension }],
  };
}

function writeUser(user: User): object {
  const { impersonate, exec } = user;
  return {
    ...writePem('client-certificate', user.certificate),
    ...writePem('client-key', user.key),
    token: user.token,
    tokenFile: user.tokenFile,
    username: user.username,
    password: user.password,
    as: impersonate?.user,
    'as-uid': impersonate?.uid,
    'as-groups': impersonate?.groups.length ? impersonate.groups : undefined,
    'as-user-extra': Object.keys(impersonate?.extra ?? {}).length > 0 ? impersonate?.extra : undefined,
    exec: exec && writeExec(exec),
    'auth-provider': user.authProvider,
  };
}

function writeExec(exec: ExecPlugin): object {
  const { env, args, ...rest } = exec;
  const list = Object.entries(env).map(([name, value]) => ({ name, value }));
  return said({ ...rest, args: args.length > 0 ? args : null, env: list.length > 0 ? list : null });
}

function writePem(name: string, pem: Pem | undefined): object {
  return { [name]: pem?.file, [`${name}-data`]: pem?.data?.toString('base64') };
}

/** Without what is not said. */
function said(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
