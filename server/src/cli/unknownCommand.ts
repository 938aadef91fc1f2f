import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CHECK_HELP } from './check/arguments.ts';
import { visible } from './terminal/escape.ts';
import { didYouMean } from './usage.ts';

/** What other tools call the command that checks. */
const ELSEWHERE = new Set(['lint', 'score', 'audit', 'validate', 'scan', 'conform', 'run']);

/** What to say of a first argument that is no command: often it is a path or an option, and `check` was left out. */
export function unknownCommand(word: string, commands: readonly string[], cwd: string): string {
  const shown = visible(word);
  if (word.startsWith('-')) {
    const [option = ''] = word.split('=');
    const hint = Object.hasOwn(CHECK_HELP.options, option.slice(2))
      ? `: it belongs to a command, as in "kube-guardrails check ${shown}"`
      : didYouMean(word, ['--help', '--version'], LIST);
    return `unknown option "${shown}"${hint}`;
  }
  if (ELSEWHERE.has(word)) return `unknown command "${shown}": did you mean "check"?`;
  const hint =
    word !== '' && existsSync(resolve(cwd, word))
      ? `: did you mean "kube-guardrails check ${shown}"?`
      : didYouMean(word, [...commands, '--help', '--version'], LIST);
  return `unknown command "${shown}"${hint}`;
}

const LIST = '"kube-guardrails --help" lists the commands';
