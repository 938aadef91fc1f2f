import { parseArgs } from 'node:util';
import { visible } from './terminal/escape.ts';
import { UsageError, didYouMean } from './usage.ts';

/** An option of a command; help and parser both follow from it. */
export interface OptionSpec {
  /** What stands for the value in the help; none: a switch. */
  readonly value?: string;
  /** The values it takes, if only some. */
  readonly choices?: readonly string[];
  readonly short?: string;
  /** It may be given several times, and all values count. */
  readonly many?: true;
  readonly description: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export interface ParsedOptions {
  readonly options: ReadonlyMap<string, string>;
  /** The values of options that may be given several times, in order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly paths: readonly string[];
}

export const COMMON: OptionSpecs = {
  help: { short: 'h', description: 'Show this help.' },
};

/** Reads the arguments of a command. Options may stand anywhere; what follows `--` is a path. The last of equal options wins, unless all count. */
export function parseOptions(command: string, args: readonly string[], specs: OptionSpecs): ParsedOptions {
  const all: OptionSpecs = { ...specs, ...COMMON };
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(all).map(([name, { value, short }]) => [
        name,
        {
          type: value === undefined ? ('boolean' as const) : ('string' as const),
          ...(short ? { short } : {}),
        },
      ]),
    ),
  });
  const options = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (token.value === '')
        throw new UsageError(`an argument of "${command}" is empty: does a variable have no value?`);
      paths.push(token.value);
    } else if (token.kind === 'option') {
      const value = readValue(command, token.name, token.rawName, token.value ?? undefined, all);
      if (all[token.name]?.many) lists.set(token.name, [...(lists.get(token.name) ?? []), value]);
      else options.set(token.name, value);
    }
  }
  return { options, lists, paths };
}

function readValue(
  command: string,
  name: string,
  raw: string,
  value: string | undefined,
  specs: OptionSpecs,
): string {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (!spec) {
    const known = Object.keys(specs).map((one) => `--${one}`);
    const hint = didYouMean(raw, known, `"kube-guardrails ${command} --help" lists the options`);
    throw new UsageError(`unknown option "${visible(raw)}"${hint}`);
  }
  if (spec.value === undefined) {
    if (value !== undefined)
      throw new UsageError(`option "${raw}" takes no value, but got "${visible(value)}"`);
    return 'true';
  }
  if (value === undefined || value === '' || (value.startsWith('--') && value.length > 2)) {
    throw new UsageError(`option "${raw}" needs a value: ${spec.choices?.join(', ') ?? spec.value}`);
  }
  if (spec.choices && !spec.choices.includes(value)) {
    throw new UsageError(`option "${raw}" is one of ${spec.choices.join(', ')}, not "${visible(value)}"`);
  }
  return value;
}
