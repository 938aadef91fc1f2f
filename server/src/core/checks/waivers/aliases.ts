import type { AnyCheck } from '../check.ts';
import { ENGINE_FINDINGS } from '../engineFindings.ts';
import { FOREIGN_IDS } from './foreignIds.ts';

/** What other tools call our checks. */
export interface Aliases {
  /** The ids of ours that a tool's name stands for; none for names without. */
  readonly idsOf: (tool: string, name: string) => readonly string[];
  /** All ids of ours that a tool has a name for. */
  readonly of: (tool: string) => ReadonlySet<string>;
  /** The tools that know a name. */
  readonly toolsWith: (name: string) => readonly string[];
}

const tables = new WeakMap<readonly AnyCheck[], Aliases>();

/** The table of aliases, built once from what the checks say of themselves. */
export function aliasesOf(checks: readonly AnyCheck[]): Aliases {
  let aliases = tables.get(checks);
  if (!aliases) tables.set(checks, (aliases = build(checks)));
  return aliases;
}

type Names = Map<string, readonly string[]>;

function build(checks: readonly AnyCheck[]): Aliases {
  const tools = new Map<string, Names>();
  const add = (tool: string, name: string, ids: readonly string[]): void => {
    const names: Names = tools.get(tool) ?? new Map<string, readonly string[]>();
    const key = canonicalName(tool, name);
    tools.set(tool, names.set(key, [...(names.get(key) ?? []), ...ids]));
  };
  for (const { id, aliases = {} } of checks) {
    for (const [tool, names] of Object.entries(aliases)) for (const name of names) add(tool, name, [id]);
  }
  const schema = ENGINE_FINDINGS.filter(({ basis }) => basis === 'schema').map(({ id }) => id);
  for (const [tool, names] of Object.entries(FOREIGN_IDS)) {
    for (const [name, meaning] of Object.entries(names)) add(tool, name, meaning === 'schema' ? schema : []);
  }
  const all = new Map(Array.from(tools, ([tool, names]) => [tool, new Set([...names.values()].flat())]));
  return {
    idsOf: (tool, name) => tools.get(tool)?.get(canonicalName(tool, name)) ?? [],
    of: (tool) => all.get(tool) ?? NONE,
    toolsWith: (name) =>
      [...tools].filter(([tool, names]) => names.has(canonicalName(tool, name))).map(([tool]) => tool),
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Trivy's ids were written in several ways over time: `KSV014`, `KSV-0014`, `AVD-KSV-0014`. */
function canonicalName(tool: string, name: string): string {
  const number = tool === 'trivy' ? /^(?:AVD-)?KSV-?0*(\d+)$/i.exec(name)?.[1] : undefined;
  return number === undefined ? name : `KSV-${number}`;
}
