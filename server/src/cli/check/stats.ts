import type { PlacedFinding } from '../../core/checks/finding.ts';

/** What `--stats` tells of a run. */
export interface Stats {
  /** Most findings first. */
  readonly checks: readonly CheckStats[];
  /** Milliseconds of each part of the run, in the order of the parts. */
  readonly times: Readonly<Record<string, number>>;
}

export interface CheckStats {
  readonly id: string;
  readonly findings: number;
  readonly waived: number;
  readonly files: number;
  readonly objects: number;
}

/** Counts the findings of each check, and the files and objects in which they are. */
export function checkStats(findings: readonly PlacedFinding[]): CheckStats[] {
  const byId = new Map<string, PlacedFinding[]>();
  for (const finding of findings) {
    const known = byId.get(finding.id);
    if (known) known.push(finding);
    else byId.set(finding.id, [finding]);
  }
  return Array.from(byId, ([id, all]) => {
    const open = all.filter(({ waived }) => waived === undefined);
    const objects = open.filter(({ resource }) => resource !== undefined);
    return {
      id,
      findings: open.length,
      waived: all.length - open.length,
      files: new Set(open.map(({ uri }) => uri)).size,
      // Equal documents share their objects.
      objects: new Set(objects.map(({ uri, start, resource }) => `${uri} ${start} ${resource?.root.path}`))
        .size,
    };
  }).toSorted((a, b) => b.findings - a.findings || b.waived - a.waived || (a.id < b.id ? -1 : 1));
}

/** Measures the parts of a run. */
export class Clock {
  readonly #times = new Map<string, number>();
  /** Since the process started. */
  #last = 0;

  /** The part that ends now. */
  lap(part: string): void {
    const now = performance.now();
    this.#times.set(part, Math.round((this.#times.get(part) ?? 0) + now - this.#last));
    this.#last = now;
  }

  get times(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#times);
  }
}
