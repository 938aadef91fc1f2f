/** How often what says how old it is is looked at, in milliseconds. */
export const GROWS_OLDER_EVERY = 10_000;

const UNITS: Readonly<Record<string, number>> = { y: 31_536_000, d: 86_400, h: 3600, m: 60, s: 1 };

/** How many milliseconds a time of a server's table is: `3m35s`, `12d`. */
export function durationOf(time: string): number {
  const parts = [...time.matchAll(/(\d+)([ydhms])/g)];
  return 1000 * parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}

/** A text in which a time (`3m35s`, `4 (22s ago)`) has grown by so many milliseconds. */
export function olderBy(text: string, elapsed: number): string {
  return text.replace(/\b(?:\d+[ydhms])+(?=$| ago)/, (time) => ageOf(0, durationOf(time) + elapsed));
}

/** How long ago, as kubectl writes it: `5m`, `3h`, `12d`. */
export function ageOf(created: number, now: number): string {
  if (Number.isNaN(created)) return '';
  const seconds = Math.max(0, Math.floor((now - created) / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
