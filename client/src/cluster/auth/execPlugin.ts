import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { ClusterFailure } from '../failure.ts';
import type { Cluster, ExecPlugin } from '../kubeconfig/kubeconfig.ts';
import { readPem } from './pem.ts';

/** What a credential plugin gives. */
export interface ExecCredential {
  readonly token: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  /** Milliseconds since 1970; absent: as long as the server takes it. */
  readonly expires: number | undefined;
}

const VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
/** Logging in through a browser takes a while. */
const TIMEOUT = 120_000;
const MOST_OUTPUT = 1_000_000;

/**
 * Runs a credential plugin as client-go does
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins): without a shell, in the
 * user's home folder, without a terminal.
 */
export async function runExecPlugin(plugin: ExecPlugin, cluster: Cluster): Promise<ExecCredential> {
  const { apiVersion, command, interactiveMode } = plugin;
  if (!VERSIONS.includes(apiVersion)) {
    const asked = apiVersion || 'none';
    throw failure(`The credential plugin ${command} speaks ${asked}, which is too old or unknown`, [
      `Set its apiVersion in the kubeconfig to ${VERSIONS[0]}, as newer releases of the plugin do.`,
    ]);
  }
  if (interactiveMode === 'Always') {
    throw failure(`The credential plugin ${command} asks for a terminal`, [
      'Log in with kubectl in a terminal first, or set interactiveMode: IfAvailable.',
    ]);
  }
  const output = await run(plugin, await execInfo(plugin, cluster));
  return readCredential(output, plugin);
}

async function execInfo(plugin: ExecPlugin, cluster: Cluster): Promise<string> {
  const authority = plugin.provideClusterInfo ? await readPem(cluster.authority) : undefined;
  const info = {
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.skipTlsVerify || undefined,
    'certificate-authority-data': authority?.toString('base64'),
    'proxy-url': cluster.proxyUrl,
    config: cluster.execExtension ?? null,
  };
  const spec = { ...(plugin.provideClusterInfo ? { cluster: info } : {}), interactive: false };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion: plugin.apiVersion, spec });
}

async function run(plugin: ExecPlugin, info: string): Promise<string> {
  const env = { ...process.env, ...plugin.env, KUBERNETES_EXEC_INFO: info };
  const child = spawn(plugin.command, plugin.args, {
    cwd: homedir(),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT,
    windowsHide: true,
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const ended = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(plugin, error)));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  if (ended.code === 0) return out();
  const said = err().trim().split('\n').slice(-3).join(' ').slice(0, 500);
  const how = ended.signal ? `did not end within ${TIMEOUT / 1000} s` : `ended with ${ended.code}`;
  throw failure(`The credential plugin ${plugin.command} ${how}${said ? `: ${said}` : ''}`, [
    'Run it in a terminal to see what it needs; often, logging in again helps.',
  ]);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: Buffer[] = [];
  let size = 0;
  stream.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= MOST_OUTPUT) parts.push(part);
  });
  return () => Buffer.concat(parts).toString('utf8');
}

function notStarted({ command, installHint }: ExecPlugin, error: NodeJS.ErrnoException): ClusterFailure {
  const missing = error.code === 'ENOENT';
  const what = missing ? 'is not on the PATH' : `cannot be started (${error.code ?? error.message})`;
  const hint = installHint ?? 'Install it, or start the editor where it can be found.';
  return failure(`The credential plugin ${command} ${what}`, [hint], error);
}

function readCredential(output: string, plugin: ExecPlugin): ExecCredential {
  let credential: { apiVersion?: unknown; kind?: unknown; status?: Record<string, unknown> };
  try {
    credential = JSON.parse(output) as typeof credential;
  } catch (error) {
    throw failure(`The credential plugin ${plugin.command} did not print JSON`, [ADVICE], error);
  }
  if (credential.kind !== 'ExecCredential' || credential.apiVersion !== plugin.apiVersion) {
    const got = `${String(credential.apiVersion)} ${String(credential.kind)}`;
    throw failure(`The credential plugin ${plugin.command} printed ${got}, not ${plugin.apiVersion}`, [
      ADVICE,
    ]);
  }
  const { status = {} } = credential;
  const text = (name: string): string | undefined =>
    typeof status[name] === 'string' && status[name] !== '' ? status[name] : undefined;
  const [token, certificate, key] = [text('token'), text('clientCertificateData'), text('clientKeyData')];
  if (!token && !(certificate && key)) {
    throw failure(`The credential plugin ${plugin.command} gave neither a token nor a certificate`, [ADVICE]);
  }
  const expires = Date.parse(text('expirationTimestamp') ?? '');
  return { token, certificate, key, expires: Number.isNaN(expires) ? undefined : expires };
}

const ADVICE = 'Run it in a terminal to see what it prints.';

function failure(message: string, [advice = '']: readonly string[], cause?: unknown): ClusterFailure {
  return new ClusterFailure('plugin', `${message}.`, advice, { cause });
}
