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

export function formatVersion(minor: Minor): string {
  return `1.${minor}`;
}
