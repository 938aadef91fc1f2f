/** A Kubernetes minor version: the 34 of 1.34. */
export type Minor = number;

/** The newest minor that the checks know. */
export const LATEST_MINOR: Minor = 36;

/** The oldest minor that the schemas have. */
export const OLDEST_MINOR: Minor = 22;

/** Reads `1.34`, `v1.34.2` or `latest`; `undefined` for anything else. */
export function parseVersion(text: string): Minor | undefined {
  if (text === 'latest') return LATEST_MINOR;
  const match = /^v?1\.(\d{1,2})(?:\.\d+)?(?:[-+].*)?$/.exec(text.trim());
  return match ? Number(match[1]) : undefined;
}

/** The word for the version of the cluster that was chosen for the workspace. */
export const CLUSTER = 'cluster';

/** What a setting, a config file or a comment can name as the version. */
export type Wanted = Minor | typeof CLUSTER;

/** What manifests are written for. */
export interface Target {
  readonly version: Minor;
  /** The schemas of the chosen cluster count, too. */
  readonly isCluster?: boolean | undefined;
}

/** As `parseVersion`, or the word `cluster`. */
export function parseWanted(text: string): Wanted | undefined {
  return text.trim() === CLUSTER ? CLUSTER : parseVersion(text);
}

/** What the author of a version should know of it: it is no version, or one whose schemas are not there. */
export function versionNotice(text: string): string | undefined {
  const minor = parseWanted(text);
  if (minor === CLUSTER) return undefined;
  if (minor === undefined) return `expected a version such as "1.34", latest or cluster, got "${text}"`;
  const [nearest, end] = minor > LATEST_MINOR ? [LATEST_MINOR, 'newest'] : [OLDEST_MINOR, 'oldest'];
  if (minor >= OLDEST_MINOR && minor <= LATEST_MINOR) return undefined;
  const names = `the schemas of ${formatVersion(minor)} are not known`;
  return `${names}: fields are checked as in ${formatVersion(nearest)}, the ${end} known version`;
}

export function formatVersion(minor: Minor): string {
  return `1.${minor}`;
}
