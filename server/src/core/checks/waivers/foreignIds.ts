/**
 * Names of other tools that are no check of ours: `schema` stands for all findings of the schemas, a sentence says why there
 * is none. All others are named by the `aliases` of the checks.
 */
export const FOREIGN_IDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-linter': { 'schema-validation': 'schema' },
};

/** Checks that speak for several others at once: another tool waives them by waiving each of these that it has a name for. */
export const STANDS_FOR: Readonly<Record<string, readonly string[]>> = {
  'resources-missing': ['cpu-request-missing', 'memory-request-missing', 'memory-limit-missing'],
};
