import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubeconfigFile } from './read.ts';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const NAME = 'in-cluster';

/**
 * The way into the cluster that this process itself runs in, by its service account
 * (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/); `undefined` outside of one.
 */
export async function inCluster(
  env: Readonly<Record<string, string | undefined>>,
  folder = SERVICE_ACCOUNT,
): Promise<KubeconfigFile | undefined> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port, POD_NAMESPACE } = env;
  const tokenFile = join(folder, 'token');
  if (!host || !port || !(await exists(tokenFile))) return undefined;
  const namespace =
    POD_NAMESPACE || (await readFile(join(folder, 'namespace'), 'utf8').catch(() => '')).trim();
  const context = { name: NAME, file: folder, cluster: NAME, user: NAME, namespace: namespace || undefined };
  const cluster = {
    name: NAME,
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    authority: { file: join(folder, 'ca.crt') },
    tlsServerName: undefined,
    skipTlsVerify: false,
    proxyUrl: undefined,
    execExtension: undefined,
  };
  const nothing = { certificate: undefined, key: undefined, token: undefined, username: undefined };
  const rest = { password: undefined, impersonate: undefined, exec: undefined, authProvider: undefined };
  return {
    currentContext: NAME,
    contexts: new Map([[NAME, context]]),
    clusters: new Map([[NAME, cluster]]),
    users: new Map([[NAME, { name: NAME, tokenFile, ...nothing, ...rest }]]),
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
