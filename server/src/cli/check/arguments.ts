import type { Severity } from '../../core/checks/check.ts';
import { CLUSTER, parseVersion } from '../../core/kinds/versions.ts';
import type { RunSettings } from './settings.ts';
import { readSettings } from './settings.ts';
import type { CommandHelp } from '../help.ts';
import type { ParsedOptions } from '../options.ts';
import { parseOptions } from '../options.ts';
import type { ColorMode } from '../terminal/style.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';

const FORMATS = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;
export type FormatName = (typeof FORMATS)[number];

const SEVERITIES = ['error', 'warning', 'information'] as const satisfies readonly Severity[];
const COLOR_MODES = ['auto', 'always', 'never'] as const satisfies readonly ColorMode[];

export const STDIN = '-';

/** A report that is written to a file, as the user calls it. */
export interface Output {
  readonly format: FormatName;
  readonly file: string;
}

export interface CheckArguments {
  readonly help: boolean;
  readonly paths: readonly string[];
  readonly fix: boolean;
  readonly format: FormatName;
  /** Files to which findings are written besides. */
  readonly outputs: readonly Output[];
  readonly severity: Severity;
  /** More warnings make the run fail, as many do not. */
  readonly maxWarnings: number | undefined;
  readonly quiet: boolean;
  readonly stats: boolean;
  /** A baseline to read, as the user calls it. */
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly changedSince: string | undefined;
  readonly kubernetesVersion: string;
  readonly config: string | undefined;
  readonly reportWaivers: boolean;
  /** What the command line says of checks and files, over the config file. */
  readonly settings: RunSettings;
  readonly stdinFilename: string | undefined;
  readonly color: ColorMode;
  readonly progress: boolean;
}

export const CHECK_HELP: CommandHelp = {
  usage: 'check [options] [paths]',
  summary: 'Checks the Kubernetes manifests in files and folders.',
  options: {
    fix: { description: 'Apply the safe fixes, then report what is left.' },
    format: { value: 'FORMAT', choices: FORMATS, description: 'How to print the findings. Default: text.' },
    output: {
      value: 'FORMAT=FILE',
      many: true,
      description: 'Also write the findings to this file. May be given several times.',
    },
    severity: {
      value: 'LEVEL',
      choices: SEVERITIES,
      description: 'Least severity that makes the run fail. All findings are printed. Default: warning.',
    },
    'max-warnings': { value: 'N', description: 'Up to N warnings do not make the run fail, more do.' },
    quiet: {
      description: 'Errors only: nothing else is printed or, without --severity, makes the run fail.',
    },
    baseline: { value: 'FILE', description: 'Leave out the findings that this file lists.' },
    'write-baseline': {
      value: 'FILE',
      description: 'Write the findings to a baseline file instead of printing them.',
    },
    'changed-since': {
      value: 'REV',
      description: 'Report only files that differ from where the current branch left REV (Git).',
    },
    stats: { description: 'Also print the findings of each check, and what took how long.' },
    'kubernetes-version': {
      value: 'V',
      description: 'Version the manifests are written for, such as 1.34 or latest.',
    },
    config: {
      value: 'FILE',
      description: 'Use this config file instead of the nearest .kube-guardrails.yaml.',
    },
    'report-waivers': {
      description: 'Also print the findings that a waiver silences, and list all waivers.',
    },
    only: {
      value: 'ID,ID',
      many: true,
      description: 'Only these checks, also where they are off. Broken YAML is told all the same.',
    },
    set: {
      value: 'ID=LEVEL,ID=LEVEL',
      many: true,
      description: 'Severity of checks (off, information, warning, error), over the config file.',
    },
    preset: {
      value: 'NAME,NAME',
      many: true,
      description: 'Start from these presets, such as strict, instead of those of the config file.',
    },
    ignore: {
      value: 'GLOB',
      many: true,
      description:
        'Also leave out these files, by a glob from the current folder. May be given several times.',
    },
    'stdin-filename': { value: 'FILE', description: 'Check standard input as if it were this file.' },
    color: { value: 'WHEN', choices: COLOR_MODES, description: 'When to colour the text. Default: auto.' },
    'no-progress': { description: 'Show no progress bar. It only ever shows on a terminal.' },
  },
  details: `Paths are files, folders, quoted globs ("apps/**/*.yaml") or - for standard input; without one, the current folder.
In folders, what .gitignore names is left out. A file named by itself is checked even then, but never if "ignore" of the
config file matches it. So that references can be followed, all manifests of the Git repository (without one: below the
config file) are read; findings are printed for the named paths only. Standard input without --stdin-filename stands alone.

A baseline lists what is known, by file, object, check and field, so that lines may move. Its files are relative to its
folder. What it lists and nobody finds any more is told; "--write-baseline" writes it anew.

Exit codes: 0 clean, 1 findings of the given severity or above, 2 wrong usage, a named path that cannot be read, or standard
input that is empty. Where no Kubernetes object is found at all, a line on standard error says so.
Environment: NO_COLOR and FORCE_COLOR are respected; KUBE_GUARDRAILS_DEBUG=1 shows where an unexpected error happened.
`,
};

/** Reads the arguments of `check`. */
export function readArguments(args: readonly string[]): CheckArguments {
  const { options, lists, paths } = parseOptions('check', args, CHECK_HELP.options);
  const kubernetesVersion = options.get('kubernetes-version') ?? '';
  if (kubernetesVersion === CLUSTER) {
    throw new UsageError(
      'option "--kubernetes-version" cannot be cluster: the command line reaches no cluster, so name a version such as 1.34',
    );
  }
  if (kubernetesVersion !== '' && parseVersion(kubernetesVersion) === undefined) {
    throw new UsageError(
      `option "--kubernetes-version" needs a version such as 1.34 or latest, not "${visible(kubernetesVersion)}"`,
    );
  }
  const stdinFilename = options.get('stdin-filename');
  if (stdinFilename !== undefined && !paths.includes(STDIN)) {
    throw new UsageError('option "--stdin-filename" only makes sense with the path - (standard input)');
  }
  const fix = options.has('fix');
  if (fix && paths.includes(STDIN) && paths.length > 1) {
    throw new UsageError(
      'with "--fix", standard input (-) must be the only path: its fixed text is what is printed',
    );
  }
  const quiet = options.has('quiet');
  return {
    help: options.has('help'),
    paths: paths.length > 0 ? paths : ['.'],
    fix,
    format: (options.get('format') as FormatName | undefined) ?? 'text',
    outputs: (lists.get('output') ?? []).map(readOutput),
    severity: (options.get('severity') as Severity | undefined) ?? (quiet ? 'error' : 'warning'),
    maxWarnings: readNumber('max-warnings', options.get('max-warnings')),
    quiet,
    stats: options.has('stats'),
    ...readBaselineOptions({ options, lists }),
    kubernetesVersion,
    config: options.get('config'),
    settings: readSettings(lists),
    reportWaivers: options.has('report-waivers'),
    stdinFilename,
    color: (options.get('color') as ColorMode | undefined) ?? 'auto',
    progress: !options.has('no-progress'),
  };
}

function readOutput(value: string): Output {
  const [, name, file] = /^([^=]*)=(.+)$/.exec(value) ?? [];
  const format = FORMATS.find((one) => one === name);
  if (format === undefined || file === undefined) {
    throw new UsageError(
      `option "--output" needs FORMAT=FILE with a format of ${FORMATS.join(', ')}, such as sarif=findings.sarif, not "${visible(value)}"`,
    );
  }
  if (/\.ya?ml$/i.test(file))
    throw new UsageError(
      `option "--output" would write over "${visible(file)}", which may be a manifest: choose another name`,
    );
  return { format, file };
}

function readBaselineOptions({
  options,
  lists,
}: Pick<ParsedOptions, 'options' | 'lists'>): Pick<
  CheckArguments,
  'baseline' | 'writeBaseline' | 'changedSince'
> {
  const baseline = options.get('baseline');
  const writeBaseline = options.get('write-baseline');
  const changedSince = options.get('changed-since');
  if (baseline !== undefined && writeBaseline !== undefined) {
    throw new UsageError(
      '"--baseline" reads a baseline and "--write-baseline" writes one anew: use one of them',
    );
  }
  if (writeBaseline !== undefined && lists.has('output')) {
    throw new UsageError('with "--write-baseline", no findings are reported: leave "--output" out');
  }
  if (writeBaseline !== undefined && lists.has('only')) {
    throw new UsageError('with "--only", a baseline would hold a part of the findings only: leave it out');
  }
  if (writeBaseline !== undefined && changedSince !== undefined) {
    throw new UsageError(
      'with "--changed-since", a baseline would hold a part of the findings only: leave it out',
    );
  }
  return { baseline, writeBaseline, changedSince };
}

function readNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value))
    throw new UsageError(`option "--${option}" needs a whole number such as 0, not "${visible(value)}"`);
  return Number(value);
}
