import { ClusterFailure } from './failure.ts';
import type { Cluster, Kubeconfig, User } from './kubeconfig/kubeconfig.ts';
import { parseProxy } from './transport/proxy.ts';

/** All that is needed to speak with a cluster as somebody. */
export interface ClusterContext {
  readonly name: string;
  readonly cluster: Cluster;
  readonly user: User;
  /** Where names without a namespace are looked for. */
  readonly namespace: string;
}

/** Puts a context together. Throws where the kubeconfig lacks a part of it. */
export function clusterContext({ contexts, clusters, users }: Kubeconfig, name: string): ClusterContext {
  const context = contexts.get(name);
  if (!context) throw incomplete(`There is no context "${name}" in the kubeconfig.`);
  const cluster = clusters.get(context.cluster);
  if (!cluster)
    throw incomplete(`The context "${name}" names the cluster "${context.cluster}", which is not there.`);
  if (!URL.canParse(cluster.server) || !/^https?:$/.test(new URL(cluster.server).protocol)) {
    throw incomplete(`The cluster "${cluster.name}" has no usable address: "${cluster.server}".`);
  }
  const user = context.user === '' ? ANONYMOUS : users.get(context.user);
  if (!user) throw incomplete(`The context "${name}" names the user "${context.user}", which is not there.`);
  if (cluster.proxyUrl !== undefined) parseProxy(cluster.proxyUrl);
  const wrong = mistakeOf(user);
  if (wrong) throw incomplete(`The user "${user.name}" ${wrong}.`);
  return { name, cluster, user, namespace: context.namespace ?? 'default' };
}

/** What client-go refuses in a user (`validateAuthInfo` of its clientcmd). */
function mistakeOf({ certificate, key, exec, authProvider, impersonate }: User): string | undefined {
  if (certificate && !key) return 'has a client certificate without its key';
  if (exec?.command === '') return 'has a credential plugin without a command';
  if (exec && authProvider) return 'has both a credential plugin and an auth provider';
  if (impersonate && !impersonate.user)
    return 'names groups, a uid or extras to act with, but no user ("as")';
  return undefined;
}

function incomplete(message: string): ClusterFailure {
  return new ClusterFailure('config', message, 'Correct the kubeconfig.');
}

const ANONYMOUS: User = {
  name: '',
  certificate: undefined,
  key: undefined,
  token: undefined,
  tokenFile: undefined,
  username: undefined,
  password: undefined,
  impersonate: undefined,
  exec: undefined,
  authProvider: undefined,
};
