import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { ClusterFailure } from '../failure.ts';
import type { Cluster, ExecPlugin } from '../kubeconfig/kubeconfig.ts';
import { isWithin } from '../kubeconfig/isWithin.ts';
import { batchArguments, findProgram } from './findProgram.ts';
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
const MOST_OUTPUT = 1_000_000;

/** What a plugin runs in. */
export interface PluginSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders from which no program is run. */
  readonly untrusted?: readonly string[];
  /** Milliseconds; logging in through a browser takes a while. */
  readonly timeout?: number;
}

/**
 * Runs a credential plugin as client-go does
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins): without a shell, in the
 * user's home folder, without a terminal.
 */
export async function runExecPlugin(
  plugin: ExecPlugin,
  cluster: Cluster,
  surroundings: PluginSurroundings,
): Promise<ExecCredential> {
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
  const output = await run(plugin, await execInfo(plugin, cluster), surroundings);
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

async function run(plugin: ExecPlugin, info: string, surroundings: PluginSurroundings): Promise<string> {
  const { env, timeout = 120_000 } = surroundings;
  const [program, args] = await commandLine(plugin, surroundings);
  const child = spawn(program, args, {
    cwd: homedir(),
    env: { ...env, ...plugin.env, KUBERNETES_EXEC_INFO: info },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    windowsVerbatimArguments: /cmd\.exe$/i.test(program),
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  let timer: NodeJS.Timeout | undefined;
  const how = await new Promise<string | undefined>((resolve, reject) => {
    // It may have left others behind that hold its output, so its end is not waited for.
    timer = setTimeout(() => resolve(`did not end within ${timeout / 1000} s`), timeout);
    child.once('error', (error: NodeJS.ErrnoException) => reject(notStarted(plugin, error)));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`));
  }).finally(() => clearTimeout(timer));
  if (how === undefined) return out();
  child.kill('SIGKILL');
  for (const stream of [child.stdout, child.stderr]) stream.destroy();
  const said = plain(err()).trim().split('\n').slice(-3).join(' ').slice(0, 500);
  throw failure(`The credential plugin ${plugin.command} ${how}${said ? `: ${said}` : ''}`, [
    'Run it in a terminal to see what it needs; often, logging in again helps.',
  ]);
}

/** The program and its arguments; there is no shell, but for batch files. */
async function commandLine(
  plugin: ExecPlugin,
  { env, untrusted }: PluginSurroundings,
): Promise<[program: string, args: readonly string[]]> {
  const program = await findProgram(plugin.command, env);
  if (program === undefined) throw notFound(plugin);
  if (await isWithin(program, untrusted)) {
    throw failure(`The credential plugin ${program} lies in a folder that you have not said to trust`, [
      'Trust the workspace, or install the plugin elsewhere.',
    ]);
  }
  if (!/\.(?:bat|cmd)$/i.test(program)) return [program, plugin.args];
  const args = batchArguments(program, plugin.args);
  if (args) return [env['ComSpec'] ?? 'cmd.exe', args];
  throw failure(
    `The credential plugin ${program} is a batch file, which cannot safely be given its arguments`,
    ['Name the program that it starts as "command" in the kubeconfig.'],
  );
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

function notFound({ command, installHint }: ExecPlugin): ClusterFailure {
  const hint = installHint ?? 'Install it, or start the editor where it can be found.';
  const where = /[/\\]/.test(command) ? 'is not there, or may not be run' : 'is not on the PATH';
  return failure(`The credential plugin ${command} ${where}`, [plain(hint)]);
}

function notStarted({ command }: ExecPlugin, error: NodeJS.ErrnoException): ClusterFailure {
  const what = `The credential plugin ${command} cannot be started (${error.code ?? error.message})`;
  return failure(what, ['Run it in a terminal to see why.'], error);
}

/** Without what terminals take for colours and the like. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replaceAll(/\u001B\[[\d;?]*[A-Za-z]|[\u0000-\u0008\u000B-\u001F\u007F]/g, '');
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
