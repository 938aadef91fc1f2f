import type { OptionSpec, OptionSpecs } from './options.ts';
import { COMMON } from './options.ts';

/** What the help of a command says. */
export interface CommandHelp {
  readonly usage: string;
  readonly summary: string;
  readonly options: OptionSpecs;
  readonly details?: string;
}

/** The help of one command. */
export function commandHelp({ usage, summary, options, details }: CommandHelp): string {
  const parts = [
    `${summary}\n`,
    `Usage: kube-guardrails ${usage}\n`,
    `Options:\n${optionLines({ ...options, ...COMMON })}`,
  ];
  if (details) parts.push(details);
  return parts.join('\n');
}

function optionLines(options: OptionSpecs): string {
  const rows = Object.entries(options).map(([name, spec]): [string, string] => [
    head(name, spec),
    spec.description,
  ]);
  return table(rows);
}

function head(name: string, { value, choices, short }: OptionSpec): string {
  const argument = value === undefined ? '' : ` ${choices ? choices.join('|') : value}`;
  return `${short ? `-${short}, ` : ''}--${name}${argument}`;
}

/** Two columns; a description that does not fit beside its head goes below it. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(30, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) =>
      left.length > width
        ? `  ${left}\n  ${' '.repeat(width)}  ${right}\n`
        : `  ${left.padEnd(width)}  ${right}\n`,
    )
    .join('');
}
