import type { CommandHelp } from '../help.ts';
import { commandHelp } from '../help.ts';
import type { ExitCode, Host } from '../host.ts';
import { parseOptions } from '../options.ts';
import type { Rule } from '../rules.ts';
import { allRules, readPage } from '../rules.ts';
import { visible } from '../terminal/escape.ts';
import { styles, usesColor } from '../terminal/style.ts';
import { UsageError, didYouMean } from '../usage.ts';
import { fixOf } from './list.ts';

export const EXPLAIN_HELP: CommandHelp = {
  usage: 'explain ID',
  summary: 'Says what a check finds, why it matters, what to do and when to waive it.',
  options: {},
  details:
    'ID is an id that "kube-guardrails list" shows, or the name that another tool has for the same check.\n',
};

/** `kube-guardrails explain` */
export function explain(argv: readonly string[], host: Host): ExitCode {
  const { options, paths } = parseOptions('explain', argv, EXPLAIN_HELP.options);
  if (options.has('help')) {
    host.out(commandHelp(EXPLAIN_HELP));
    return 0;
  }
  const [id] = paths;
  if (id === undefined || paths.length > 1)
    throw new UsageError('"explain" takes the id of one check, such as image-tag-latest');
  const style = styles(usesColor('auto', host.stdout, host.env));
  for (const rule of find(id)) {
    const page = readPage(rule.id) ?? `# ${rule.id}\n\n**${rule.title}.**\n`;
    const lines = page.split('\n').map((line) => (line.startsWith('#') ? style('bold', line) : line));
    host.out(`${lines.join('\n')}\n${facts(rule)}\n`);
  }
  return 0;
}

function find(id: string): Rule[] {
  const rules = allRules();
  const rule = rules.get(id);
  if (rule) return [rule];
  const foreign = [...rules.values()].filter(({ aliases }) =>
    Object.values(aliases).some((ids) => ids.includes(id)),
  );
  if (foreign.length > 0) return foreign;
  throw new UsageError(
    `there is no check "${visible(id)}"${didYouMean(id, [...rules.keys()], '"kube-guardrails list" shows all')}`,
  );
}

function facts(rule: Rule): string {
  const aliases = Object.entries(rule.aliases).map(([tool, ids]) => `${tool} ${ids.join(', ')}`);
  return [
    `Category: ${rule.category}. Severity: ${rule.severity}. Fix: ${fixOf(rule)}.\n`,
    ...(aliases.length > 0 ? [`Elsewhere: ${aliases.join('; ')}.\n`] : []),
  ].join('');
}
