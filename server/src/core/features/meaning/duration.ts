const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

const GO_SECONDS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds in words: `1 hour 30 minutes`. */
export function durationInWords(seconds: number): string {
  if (seconds < 1) return seconds === 0 ? 'no time' : `${round(seconds * 1000)} milliseconds`;
  const parts: string[] = [];
  let left = seconds;
  for (const [size, name] of UNITS) {
    const count = size === 1 ? round(left) : Math.floor(left / size);
    if (count === 0) continue;
    parts.push(`${count.toLocaleString('en')} ${name}${count === 1 ? '' : 's'}`);
    left -= count * size;
  }
  return parts.join(' ');
}

/** The seconds of a duration as Go writes it, such as `1h30m` (https://pkg.go.dev/time#ParseDuration). */
export function goDuration(text: string): number | undefined {
  if (text.length > 50 || !/^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, number = '', unit = ''] of text.matchAll(/([\d.]+)(h|ms|m|s|us|µs|ns)/g)) {
    seconds += Number(number) * (GO_SECONDS[unit] ?? 0);
  }
  return seconds;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
