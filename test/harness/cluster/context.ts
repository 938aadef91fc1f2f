import type { ClusterContext } from '../../../client/src/cluster/context.ts';
import { clusterContext } from '../../../client/src/cluster/context.ts';
import { readKubeconfig } from '../../../client/src/cluster/kubeconfig/read.ts';
import type { ApiServer } from './apiServer.ts';

/** What a test wants otherwise than the administrator's way in. */
interface Changes {
  readonly url?: string;
  readonly token?: string;
  readonly trusted?: boolean;
  readonly user?: Readonly<Record<string, unknown>>;
  readonly cluster?: Readonly<Record<string, unknown>>;
}

/** The text of a kubeconfig with one context, `test`, for a server. */
export function kubeconfigFor({ url, token, authority }: ApiServer, changes: Changes = {}): string {
  const { trusted = true } = changes;
  const cluster = {
    server: changes.url ?? url,
    ...(trusted ? { 'certificate-authority': authority } : {}),
    ...changes.cluster,
  };
  return JSON.stringify({
    'current-context': 'test',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user: changes.user ?? { token: changes.token ?? token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  });
}

export function contextFor(server: ApiServer, changes: Changes = {}): ClusterContext {
  const config = readKubeconfig(kubeconfigFor(server, changes), '/kubeconfig');
  return clusterContext({ ...config, files: [], problems: [] }, 'test');
}
