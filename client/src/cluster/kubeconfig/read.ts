import { dirname, isAbsolute, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { Cluster, Context, ExecPlugin, Impersonation, Pem, User } from './kubeconfig.ts';

/** What one kubeconfig file says. */
export interface KubeconfigFile {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly users: ReadonlyMap<string, User>;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads the text of a kubeconfig file. Throws an error that says what is wrong in it. Paths in it start at its folder. */
export function readKubeconfig(text: string, file: string): KubeconfigFile {
  const document = parseDocument(text, { logLevel: 'silent', merge: true });
  const [error] = document.errors;
  if (error) throw new Error(`is no valid YAML: ${error.message.split('\n')[0] ?? ''}`);
  const config: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  if (!isJson(config)) throw new Error('is no kubeconfig: expected settings such as "contexts:"');
  const at = (path: string): string => (isAbsolute(path) ? path : resolve(dirname(file), path));
  return {
    currentContext: asText(config['current-context']) || undefined,
    contexts: named(config, 'contexts', 'context', (name, entry) => ({
      name,
      file,
      cluster: asText(entry['cluster']),
      user: asText(entry['user']),
      namespace: asText(entry['namespace']) || undefined,
    })),
    clusters: named(config, 'clusters', 'cluster', (name, entry) => readCluster(name, entry, at)),
    users: named(config, 'users', 'user', (name, entry) => readUser(name, entry, at)),
  };
}

function named<T>(
  config: Json,
  list: string,
  key: string,
  read: (name: string, entry: Json) => T,
): ReadonlyMap<string, T> {
  const entries = config[list] ?? [];
  if (!Array.isArray(entries)) throw new Error(`is no kubeconfig: "${list}" is no list`);
  const found = new Map<string, T>();
  for (const entry of entries as readonly unknown[]) {
    if (!isJson(entry) || typeof entry['name'] !== 'string') {
      throw new Error(`is no kubeconfig: an entry of "${list}" has no name`);
    }
    const { name } = entry;
    if (found.has(name)) throw new Error(`names "${name}" twice in "${list}"`);
    const value = entry[key] ?? {};
    if (!isJson(value)) throw new Error(`is no kubeconfig: "${key}" of "${name}" is no mapping`);
    found.set(name, read(name, value));
  }
  return found;
}

function readCluster(name: string, entry: Json, at: (path: string) => string): Cluster {
  const extensions = Array.isArray(entry['extensions']) ? (entry['extensions'] as readonly unknown[]) : [];
  const exec = extensions.filter(isJson).find((one) => one['name'] === 'client.authentication.k8s.io/exec');
  return {
    name,
    server: asText(entry['server']),
    tlsServerName: asText(entry['tls-server-name']) || undefined,
    skipTlsVerify: entry['insecure-skip-tls-verify'] === true,
    authority: readPem(entry, 'certificate-authority', at),
    proxyUrl: asText(entry['proxy-url']) || undefined,
    execExtension: exec?.['extension'],
  };
}

function readUser(name: string, entry: Json, at: (path: string) => string): User {
  const tokenFile = asText(entry['tokenFile']);
  const provider = entry['auth-provider'];
  return {
    name,
    certificate: readPem(entry, 'client-certificate', at),
    key: readPem(entry, 'client-key', at),
    token: asText(entry['token']) || undefined,
    tokenFile: tokenFile ? at(tokenFile) : undefined,
    username: asText(entry['username']) || undefined,
    password: asText(entry['password']) || undefined,
    impersonate: readImpersonation(entry),
    exec: isJson(entry['exec']) ? readExec(entry['exec'], at) : undefined,
    authProvider: isJson(provider)
      ? { name: asText(provider['name']), config: texts(provider['config']) }
      : undefined,
  };
}

function readPem(entry: Json, key: string, at: (path: string) => string): Pem | undefined {
  const data = asText(entry[`${key}-data`]);
  const file = asText(entry[key]);
  if (data) return { data: Buffer.from(data, 'base64') };
  return file ? { file: at(file) } : undefined;
}

function readImpersonation(entry: Json): Impersonation | undefined {
  const extra = isJson(entry['as-user-extra']) ? entry['as-user-extra'] : {};
  const impersonation = {
    user: asText(entry['as']) || undefined,
    uid: asText(entry['as-uid']) || undefined,
    groups: list(entry['as-groups']),
    extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, list(values)])),
  };
  const { user, uid, groups } = impersonation;
  return user || uid || groups.length > 0 || Object.keys(extra).length > 0 ? impersonation : undefined;
}

function readExec(entry: Json, at: (path: string) => string): ExecPlugin {
  const command = asText(entry['command']);
  const mode = entry['interactiveMode'];
  const env = Array.isArray(entry['env']) ? (entry['env'] as readonly unknown[]).filter(isJson) : [];
  return {
    apiVersion: asText(entry['apiVersion']),
    command: /[/\\]/.test(command) ? at(command) : command,
    args: list(entry['args']),
    env: Object.fromEntries(env.map((one) => [asText(one['name']), asText(one['value'])])),
    installHint: asText(entry['installHint']).trim() || undefined,
    provideClusterInfo: entry['provideClusterInfo'] === true,
    interactiveMode: mode === 'Never' || mode === 'Always' ? mode : 'IfAvailable',
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? (value as readonly unknown[]).map(asText) : [];
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return isJson(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asText(one)]))
    : {};
}
