import type { Severity } from '../../core/checks/check.ts';
import { parseVersion } from '../../core/kinds/versions.ts';
import type { CommandHelp } from '../help.ts';
import { parseOptions } from '../options.ts';
import type { ColorMode } from '../terminal/style.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';

const FORMATS = ['text', 'json', 'sarif', 'github', 'junit'] as const;
type FormatName = (typeof FORMATS)[number];

const SEVERITIES = ['error', 'warning', 'information'] as const satisfies readonly Severity[];
const COLOR_MODES = ['auto', 'always', 'never'] as const satisfies readonly ColorMode[];

export const STDIN = '-';

export interface CheckArguments {
  readonly help: boolean;
  readonly paths: readonly string[];
  readonly fix: boolean;
  readonly format: FormatName;
  readonly severity: Severity;
  readonly kubernetesVersion: string;
  readonly config: string | undefined;
  readonly reportWaivers: boolean;
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
    severity: {
      value: 'LEVEL',
      choices: SEVERITIES,
      description: 'Least severity that makes the run fail. All findings are printed. Default: warning.',
    },
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
    'stdin-filename': { value: 'FILE', description: 'Check standard input as if it were this file.' },
    color: { value: 'WHEN', choices: COLOR_MODES, description: 'When to colour the text. Default: auto.' },
    'no-progress': { description: 'Show no progress bar. It only ever shows on a terminal.' },
  },
  details: `Paths are files, folders, quoted globs ("apps/**/*.yaml") or - for standard input; without one, the current folder.
In folders, what .gitignore names is left out. A file named by itself is checked even then, but never if "ignore" of the
config file matches it. So that references can be followed, all manifests of the Git repository (without one: below the
config file) are read; findings are printed for the named paths only. Standard input without --stdin-filename stands alone.

Exit codes: 0 clean, 1 findings of the given severity or above, 2 wrong usage or a named path that cannot be read.
Environment: NO_COLOR and FORCE_COLOR are respected; KUBE_GUARDRAILS_DEBUG=1 shows where an unexpected error happened.
`,
};

/** Reads the arguments of `check`. */
export function readArguments(args: readonly string[]): CheckArguments {
  const { options, paths } = parseOptions('check', args, CHECK_HELP.options);
  const kubernetesVersion = options.get('kubernetes-version') ?? '';
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
  return {
    help: options.has('help'),
    paths: paths.length > 0 ? paths : ['.'],
    fix,
    format: (options.get('format') as FormatName | undefined) ?? 'text',
    severity: (options.get('severity') as Severity | undefined) ?? 'warning',
    kubernetesVersion,
    config: options.get('config'),
    reportWaivers: options.has('report-waivers'),
    stdinFilename,
    color: (options.get('color') as ColorMode | undefined) ?? 'auto',
    progress: !options.has('no-progress'),
  };
}
