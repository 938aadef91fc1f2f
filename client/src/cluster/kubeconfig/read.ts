import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Cluster, Context, ExecPlugin, Impersonation, Pem, User } from './kubeconfig.ts';

/** What one kubeconfig file says. */
export interface KubeconfigFile {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly users: ReadonlyMap<string, User>;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the text of a kubeconfig file as client-go does: one value of a wrong type, and nothing of the file counts. Throws an error that
 * says what is wrong in it. Paths in it start at its folder.
 */
export function readKubeconfig(text: string, file: string): KubeconfigFile {
  const config = parseConfig(text);
  const at = (path: string): string => (isAbsolute(path) ? path : resolve(dirname(file), path));
  return {
    currentContext: textOf(config, 'current-context'),
    contexts: named(config, 'contexts', 'context', (name, entry) => ({
      name,
      file,
      cluster: textOf(entry, 'cluster') ?? '',
      user: textOf(entry, 'user') ?? '',
      namespace: textOf(entry, 'namespace'),
    })),
    clusters: named(config, 'clusters', 'cluster', (name, entry) => readCluster(name, entry, at)),
    users: named(config, 'users', 'user', (name, entry) => readUser(name, entry, at)),
  };
}

/** Reads the first document in the dialect of the API machinery: YAML 1.1, in which times are texts. */
function parseConfig(text: string): Json {
  const [document] = parseAllDocuments(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    customTags: (tags) =>
      tags.filter((tag) => typeof tag === 'string' || (!TIMES.includes(tag.tag) && tag.format !== 'TIME')),
    logLevel: 'silent',
  });
  const [error] = document?.errors ?? [];
  // Behind the first line of its message stands the text around the mistake.
  if (error) throw new Error(`is no valid YAML: ${/^.*?(?=:?(?:\n|$))/.exec(error.message)?.[0] ?? ''}`);
  const config: unknown = document?.toJS({ maxAliasCount: 100 }) ?? {};
  if (!isJson(config)) throw new Error('is no kubeconfig: expected settings such as "contexts:"');
  const [version = 'v1', kind = 'Config'] = [textOf(config, 'apiVersion'), textOf(config, 'kind')];
  if (version !== 'v1' || kind !== 'Config')
    throw new Error(`is no kubeconfig: it is a ${kind} of ${version}`);
  return config;
}

const TIMES: readonly string[] = ['tag:yaml.org,2002:timestamp'];

function named<T>(
  config: Json,
  list: string,
  key: string,
  read: (name: string, entry: Json) => T,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const entry of jsonsOf(config, list)) {
    const name = textOf(entry, 'name') ?? '';
    if (found.has(name)) throw new Error(`names "${name}" twice in "${list}"`);
    found.set(name, read(name, jsonOf(entry, key) ?? {}));
  }
  return found;
}

function readCluster(name: string, entry: Json, at: (path: string) => string): Cluster {
  const extensions = jsonsOf(entry, 'extensions');
  const exec = extensions.find((one) => one['name'] === 'client.authentication.k8s.io/exec');
  return {
    name,
    server: textOf(entry, 'server') ?? '',
    tlsServerName: textOf(entry, 'tls-server-name'),
    skipTlsVerify: truthOf(entry, 'insecure-skip-tls-verify'),
    authority: readPem(entry, 'certificate-authority', at),
    proxyUrl: textOf(entry, 'proxy-url'),
    execExtension: exec?.['extension'],
  };
}

function readUser(name: string, entry: Json, at: (path: string) => string): User {
  const tokenFile = textOf(entry, 'tokenFile');
  const [exec, provider] = [jsonOf(entry, 'exec'), jsonOf(entry, 'auth-provider')];
  return {
    name,
    certificate: readPem(entry, 'client-certificate', at),
    key: readPem(entry, 'client-key', at),
    token: textOf(entry, 'token'),
    tokenFile: tokenFile === undefined ? undefined : at(tokenFile),
    username: textOf(entry, 'username'),
    password: textOf(entry, 'password'),
    impersonate: readImpersonation(entry),
    exec: exec && readExec(exec, at),
    authProvider: provider && {
      name: textOf(provider, 'name') ?? '',
      config: mapOf(jsonOf(provider, 'config') ?? {}, textOf),
    },
  };
}

function readPem(entry: Json, key: string, at: (path: string) => string): Pem | undefined {
  const data = textOf(entry, `${key}-data`)?.replaceAll(/[\r\n]/g, '');
  const file = textOf(entry, key);
  if (data === undefined) return file === undefined ? undefined : { file: at(file) };
  const bytes = Buffer.from(data, 'base64');
  if (bytes.toString('base64') !== data) throw wrong(`${key}-data`, 'base64');
  return { data: bytes };
}

function readImpersonation(entry: Json): Impersonation | undefined {
  const user = textOf(entry, 'as');
  const uid = textOf(entry, 'as-uid');
  const groups = textsOf(entry, 'as-groups');
  const extra = mapOf(jsonOf(entry, 'as-user-extra') ?? {}, textsOf);
  if (!user && !uid && groups.length === 0 && Object.keys(extra).length === 0) return undefined;
  return { user, uid, groups, extra };
}

function readExec(entry: Json, at: (path: string) => string): ExecPlugin {
  const command = textOf(entry, 'command') ?? '';
  const mode = textOf(entry, 'interactiveMode');
  const env = jsonsOf(entry, 'env').map((one) => [textOf(one, 'name') ?? '', textOf(one, 'value') ?? '']);
  return {
    apiVersion: textOf(entry, 'apiVersion') ?? '',
    command: command.includes(sep) ? at(command) : command,
    args: textsOf(entry, 'args'),
    env: Object.fromEntries(env) as Record<string, string>,
    installHint: textOf(entry, 'installHint')?.trim(),
    provideClusterInfo: truthOf(entry, 'provideClusterInfo'),
    interactiveMode: mode === 'Never' || mode === 'Always' ? mode : 'IfAvailable',
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(key: string, wanted: string): Error {
  return new Error(`is no kubeconfig: "${key}" is no ${wanted}`);
}

/** `undefined` for an empty text, too: client-go does not tell them apart. */
function textOf(entry: Json, key: string): string | undefined {
  const value = entry[key] ?? '';
  if (typeof value !== 'string') throw wrong(key, 'text; put it in quotes');
  return value === '' ? undefined : value;
}

function truthOf(entry: Json, key: string): boolean {
  const value = entry[key] ?? false;
  if (typeof value !== 'boolean') throw wrong(key, 'truth value');
  return value;
}

function jsonOf(entry: Json, key: string): Json | undefined {
  const value = entry[key] ?? undefined;
  if (value !== undefined && !isJson(value)) throw wrong(key, 'mapping');
  return value;
}

function listOf(entry: Json, key: string): readonly unknown[] {
  const value = entry[key] ?? [];
  if (!Array.isArray(value)) throw wrong(key, 'list');
  return value as readonly unknown[];
}

function jsonsOf(entry: Json, key: string): readonly Json[] {
  return listOf(entry, key).map((one) => jsonOf({ [key]: one }, key) ?? {});
}

function textsOf(entry: Json, key: string): readonly string[] {
  return listOf(entry, key).map((one) => textOf({ [key]: one }, key) ?? '');
}

function mapOf<T>(map: Json, read: (map: Json, key: string) => T): Readonly<Record<string, NonNullable<T>>> {
  return Object.fromEntries(Object.keys(map).map((key) => [key, read(map, key) ?? ''])) as Record<
    string,
    NonNullable<T>
  >;
}
