import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CommandHelp } from '../help.ts';
import { commandHelp } from '../help.ts';
import type { ExitCode, Host } from '../host.ts';
import { parseOptions } from '../options.ts';
import { UsageError } from '../usage.ts';

export const LSP_HELP: CommandHelp = {
  usage: 'lsp --stdio',
  summary: 'Runs the language server, which an editor talks to.',
  options: {
    stdio: { description: 'Talk over standard input and output.' },
    clientProcessId: { value: 'PID', description: 'Process of the editor: the server ends with it.' },
  },
};

/** `kube-guardrails lsp`: starts the server's bundle, which lies beside this one and reads the options by itself. */
export function lsp(argv: readonly string[], host: Host): ExitCode | undefined {
  const { options, paths } = parseOptions('lsp', argv, LSP_HELP.options);
  if (options.has('help')) {
    host.out(commandHelp(LSP_HELP));
    return 0;
  }
  if (!options.has('stdio') || paths.length > 0)
    throw new UsageError('start the language server with "kube-guardrails lsp --stdio"');
  createRequire(join(import.meta.dirname, 'cli.js'))('./server.js');
  return undefined;
}
