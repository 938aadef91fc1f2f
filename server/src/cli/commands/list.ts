import type { CommandHelp } from '../help.ts';
import { commandHelp } from '../help.ts';
import type { ExitCode, Host } from '../host.ts';
import { parseOptions } from '../options.ts';
import type { Rule } from '../rules.ts';
import { allRules } from '../rules.ts';
import { safeJson, visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';

export const LIST_HELP: CommandHelp = {
  usage: 'list [--format text|json]',
  summary: 'Lists all checks.',
  options: {
    format: { value: 'FORMAT', choices: ['text', 'json'], description: 'How to print them. Default: text.' },
  },
};

/** `kube-guardrails list` */
export function list(argv: readonly string[], host: Host): ExitCode {
  const { options, paths } = parseOptions('list', argv, LIST_HELP.options);
  if (options.has('help')) {
    host.out(commandHelp(LIST_HELP));
    return 0;
  }
  if (paths[0] !== undefined)
    throw new UsageError(`"list" takes no argument, but got "${visible(paths[0])}"`);
  const rules = [...allRules().values()];
  host.out(options.get('format') === 'json' ? `${safeJson(rules.map(entry), 2)}\n` : asTable(rules));
  return 0;
}

function entry({ id, category, basis, severity, title, fix, aliases }: Rule): unknown {
  return { id, category, basis, severity, title, fix, aliases };
}

function asTable(rules: readonly Rule[]): string {
  const rows = [
    ['ID', 'SEVERITY', 'CATEGORY', 'FIX', 'WHAT SHOULD HOLD'],
    ...rules.map((rule) => [rule.id, rule.severity, rule.category, fixOf(rule), rule.title]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

/** How its findings can be fixed: `safe` ones by `check --fix`. */
export function fixOf({ fix }: Rule): string {
  if (!fix) return '-';
  if (fix.safe) return 'safe';
  return fix.kind === 'placeholder' ? 'to confirm' : 'yes';
}
