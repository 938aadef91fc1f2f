interface Deviation {
  readonly check: string;
  /** Indices of the documents that we judge differently. */
  readonly documents: readonly number[];
  readonly reason: string;
}

/** What we judge differently on purpose. */
const DEVIATIONS: readonly Deviation[] = [
  {
    check: 'no-readiness-probe',
    documents: [2, 3],
    reason: 'no Service selects these pods, so nobody waits for them to be ready',
  },
  {
    check: 'drop-net-raw-capability',
    documents: [0, 1],
    reason: 'container runtimes give NET_RAW to a container that says nothing of its capabilities, too',
  },
];

export function deviationsOf(check: string): readonly number[] {
  return DEVIATIONS.filter((one) => one.check === check).flatMap(({ documents }) => documents);
}

/** Options that make our check ask what theirs asks by default. */
export const OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};
