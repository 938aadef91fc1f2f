import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CONFIG_FILE } from '../../core/checks/config/fileName.ts';
import { STARTER_CONFIG } from '../../core/checks/config/starter.ts';
import type { CommandHelp } from '../help.ts';
import { commandHelp } from '../help.ts';
import type { ExitCode, Host } from '../host.ts';
import { parseOptions } from '../options.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';

const INIT_HELP: CommandHelp = {
  usage: 'init [folder]',
  summary: `Writes a commented ${CONFIG_FILE} to start with. One that is there is left alone.`,
  options: {},
};

/** `kube-guardrails init` */
export function init(argv: readonly string[], host: Host): ExitCode {
  const { options, paths } = parseOptions('init', argv, INIT_HELP.options);
  if (options.has('help')) {
    host.out(commandHelp(INIT_HELP));
    return 0;
  }
  if (paths.length > 1)
    throw new UsageError(`"init" takes one folder, but got "${visible(paths[1] ?? '')}", too`);
  const name = join(paths[0] ?? '.', CONFIG_FILE).replaceAll('\\', '/');
  try {
    writeFileSync(resolve(host.cwd, name), STARTER_CONFIG, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${visible(name)}: ${reason(error as NodeJS.ErrnoException)}`);
  }
  host.out(`wrote ${visible(name)}\n`);
  return 0;
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EEXIST') return 'it exists already, and is left as it is';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such folder';
  return `it cannot be written: ${visible(message)}`;
}
