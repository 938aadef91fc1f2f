import type { AnyCheck, Severity } from '../check.ts';
import type { Level } from '../config.ts';
import { isOffInTool } from './foreignDefaults.ts';

/** A named set of severities, worked out from what the checks say of themselves. */
export interface Preset {
  readonly description: string;
  readonly level: (check: AnyCheck) => Level;
}

export const DEFAULT_PRESET = 'recommended';

const RANK: Readonly<Record<Level, number>> = { off: 0, information: 1, warning: 2, error: 3 };

export const PRESETS: ReadonlyMap<string, Preset> = new Map<string, Preset>([
  [
    DEFAULT_PRESET,
    {
      description: 'Every check at its own severity; what is disputed is off.',
      level: ({ severity }) => severity,
    },
  ],
  [
    'strict',
    {
      description: 'Every check is at least a warning, but for those that need to be told what a site wants.',
      level: (check) => (waitsForOptions(check) ? check.severity : atLeast('warning', check)),
    },
  ],
  [
    'pss-baseline',
    {
      description: 'The Pod Security Standard "baseline", as errors: the API server would reject the pods.',
      level: ({ pss }) => (pss === 'baseline' ? 'error' : 'off'),
    },
  ],
  [
    'pss-restricted',
    {
      description: 'The Pod Security Standard "restricted", as errors: the API server would reject the pods.',
      level: ({ pss }) => (pss === undefined ? 'off' : 'error'),
    },
  ],
  ...['kube-linter', 'kube-score', 'polaris'].map((tool): [string, Preset] => [
    tool,
    {
      description: `What ${tool} checks unless configured, each at least a warning.`,
      level: (check) => (isOnInTool(check, tool) ? atLeast('warning', check) : 'off'),
    },
  ]),
]);

/** The highest of the severities that the presets give: each only ever adds to the others. */
export function presetLevel(names: readonly string[], check: AnyCheck): Level {
  // What the API server refuses, or Kubernetes warns of, is no matter of taste; what a config file checks was asked for.
  const isFixed = (check.basis ?? 'guardrail') !== 'guardrail' || check.category === 'custom';
  if (isFixed) return check.severity;
  let best: Level = 'off';
  for (const name of names) {
    const level = PRESETS.get(name)?.level(check) ?? 'off';
    if (RANK[level] > RANK[best]) best = level;
  }
  return best;
}

function atLeast(severity: Severity, check: AnyCheck): Level {
  return RANK[check.severity] > RANK[severity] ? check.severity : severity;
}

/** Off by default, and without its options, all of which are empty, it could find nothing. */
function waitsForOptions({ severity, options }: AnyCheck): boolean {
  const specs = Object.values((options ?? {}) as Readonly<Record<string, { default: unknown }>>);
  return severity === 'off' && specs.length > 0 && specs.every(({ default: value }) => isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

function isOnInTool({ aliases }: AnyCheck, tool: string): boolean {
  const ids = aliases?.[tool] ?? [];
  return ids.some((id) => !isOffInTool(tool, id));
}
