import manifest from '../../package.json' with { type: 'json' };
import type { ExitCode, Host } from './host.ts';
import { table } from './help.ts';
import { visible } from './terminal/escape.ts';
import { unknownCommand } from './unknownCommand.ts';
import { UsageError } from './usage.ts';

const COMMANDS = {
  check: 'Checks the Kubernetes manifests in files and folders.',
  explain: 'Says what a check finds, why it matters, what to do and when to waive it.',
  list: 'Lists all checks.',
  test: 'Checks that manifests have the findings that their comments name.',
  init: 'Writes a config file to start with.',
  lsp: 'Runs the language server, which an editor talks to.',
} as const;

const HELP = `kube-guardrails ${manifest.version}: ${manifest.description}

Usage: kube-guardrails COMMAND [options]

Commands:
${table(Object.entries(COMMANDS))}
Options:
${table([
  ['-h, --help', 'Show this help, or that of a command.'],
  ['-v, --version', 'Show the version.'],
])}
"kube-guardrails COMMAND --help" says more about a command.
`;

/** `undefined`: the command goes on running, and ends the process by itself. */
async function run([command, ...rest]: readonly string[], host: Host): Promise<ExitCode | undefined> {
  switch (command) {
    case 'check':
      return (await import('./commands/check.ts')).check(rest, host);
    case 'explain':
      return (await import('./commands/explain.ts')).explain(rest, host);
    case 'list':
      return (await import('./commands/list.ts')).list(rest, host);
    case 'test':
      return (await import('./commands/test.ts')).test(rest, host);
    case 'init':
      return (await import('./commands/init.ts')).init(rest, host);
    case 'lsp':
      return (await import('./commands/lsp.ts')).lsp(rest, host);
    case '--version':
    case '-v':
      host.out(`${manifest.version}\n`);
      return 0;
    case 'help':
      if (rest[0] !== undefined) return run([rest[0], '--help'], host);
      host.out(HELP);
      return 0;
    case '--help':
    case '-h':
      host.out(HELP);
      return 0;
    case undefined:
      host.err(HELP);
      return 2;
    default:
      throw new UsageError(unknownCommand(command, Object.keys(COMMANDS), host.cwd));
  }
}

function failure(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (process.env.KUBE_GUARDRAILS_DEBUG === '1' && error instanceof Error && error.stack) return error.stack;
  const message = visible(error instanceof Error ? error.message : String(error));
  return `unexpected error: ${message}. This is a bug: please report it at ${manifest.bugs.url} with what KUBE_GUARDRAILS_DEBUG=1 shows`;
}

/** Whoever reads the output may stop reading, as `head` does: no reason to complain. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

const host: Host = {
  cwd: process.cwd(),
  env: process.env,
  version: manifest.version,
  stdout: process.stdout,
  stderr: process.stderr,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

async function main(): Promise<void> {
  try {
    const code = await run(process.argv.slice(2), host);
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    process.exitCode = 2;
    host.err(`kube-guardrails: ${failure(error)}\n`);
  }
}

void main();
