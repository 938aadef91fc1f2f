import type { AnyCheck } from '../check.ts';

/** Checks of ours that do what another tool calls by a name. */
export interface ForeignName {
  readonly tool: string;
  /** Ids of ours, in the order of the checks. */
  readonly ids: readonly string[];
}

/** What other tools mean by a name. */
export function foreignNames(checks: readonly AnyCheck[], name: string): ForeignName[] {
  const found = new Map<string, string[]>();
  for (const { id, aliases } of checks) {
    for (const [tool, names] of Object.entries(aliases ?? {})) {
      if (!names.includes(name)) continue;
      const known = found.get(tool);
      if (known) known.push(id);
      else found.set(tool, [id]);
    }
  }
  return [...found].map(([tool, ids]) => ({ tool, ids }));
}
