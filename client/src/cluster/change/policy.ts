import { ClusterFailure } from '../failure.ts';

/**
 * What may be done in a context. `readOnly`: nothing but look. `protected`: changes, shells and forwarded ports after its name, or that of
 * an object, was typed. `normal`: changes after a look at what they are.
 */
export type Policy = 'readOnly' | 'protected' | 'normal';

/** Colors that the tree and the status bar know. */
export type ContextColor = 'red' | 'orange' | 'yellow' | 'green' | 'blue' | 'purple';

export interface ContextRule {
  readonly policy: Policy;
  readonly color: ContextColor | undefined;
  /** What is wrong with the setting, so that the stricter policy holds. */
  readonly problem?: string;
}

const POLICIES: readonly unknown[] = ['readOnly', 'protected', 'normal'] satisfies Policy[];
const COLORS: readonly unknown[] = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'];

/** A word in the name says that people depend on it. */
const PRODUCTION = /(?:^|[^a-z])(?:prod|production|prd|live)(?:[^a-z]|$)/i;

/**
 * What holds for a context by the setting `contexts`: of its own name, else of the first pattern that matches, else `protected` for what is
 * called production. What cannot be understood counts as `protected`.
 */
export function ruleFor(context: string, setting: unknown): ContextRule {
  if (typeof (setting ?? {}) !== 'object' || Array.isArray(setting))
    return { policy: 'protected', color: undefined, problem: NO_MAPPING };
  const entries = Object.entries(setting ?? {});
  const found =
    entries.find(([name]) => name === context) ?? entries.find(([pattern]) => matches(pattern, context));
  const usual: Policy = PRODUCTION.test(context) ? 'protected' : 'normal';
  if (!found) return { policy: usual, color: undefined };
  const [name, value] = found as [string, unknown];
  const entry: Entry = typeof value === 'object' && value !== null ? value : { policy: value };
  const { policy = usual, color } = entry;
  const known = COLORS.includes(color) ? (color as ContextColor) : undefined;
  const problem = problemOf(name, entry, policy);
  if (problem === undefined) return { policy: policy as Policy, color: known };
  return { policy: policy === 'readOnly' ? 'readOnly' : 'protected', color: known, problem };
}

interface Entry {
  readonly policy?: unknown;
  readonly color?: unknown;
}

const NO_MAPPING =
  'The setting "kubeGuardrails.contexts" is no mapping of contexts to policies; until it is one, every context counts as protected.';

function problemOf(name: string, entry: Entry, policy: unknown): string | undefined {
  const gives = `The setting "kubeGuardrails.contexts" gives "${name}"`;
  if (!POLICIES.includes(policy))
    return `${gives} the policy ${JSON.stringify(policy)}. There are readOnly, protected and normal; until it is one of them, the context counts as protected.`;
  const unknown = Object.keys(entry).find((key) => key !== 'policy' && key !== 'color');
  return unknown === undefined
    ? undefined
    : `${gives} "${unknown}". There are "policy" and "color"; until it has nothing else, the context is protected at least.`;
}

/** Whether a name matches a pattern in which `*` stands for any text. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** What a readOnly context answers to everything but looks. */
export function refusal(context: string): ClusterFailure {
  return new ClusterFailure(
    'policy',
    `The context "${context}" is read-only here: nothing was sent.`,
    'The user setting "kubeGuardrails.contexts" decides on that.',
  );
}
