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

/** What the author of a version should know of it: it is no version, or one whose schemas are not there. */
export function versionNotice(text: string): string | undefined {
  const minor = parseVersion(text);
  if (minor === undefined) return `expected a version such as "1.34" or latest, got "${text}"`;
  const [nearest, end] = minor > LATEST_MINOR ? [LATEST_MINOR, 'newest'] : [OLDEST_MINOR, 'oldest'];
  if (minor >= OLDEST_MINOR && minor <= LATEST_MINOR) return undefined;
  const names = `the schemas of ${formatVersion(minor)} are not known`;
  return `${names}: fields are checked as in ${formatVersion(nearest)}, the ${end} known version`;
}

export function formatVersion(minor: Minor): string {
  return `1.${minor}`;
}
