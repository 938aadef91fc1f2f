/** What a field of a schedule may hold. */
interface Bounds {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const FIELDS: readonly Bounds[] = [
  { what: 'the minute', min: 0, max: 59 },
  { what: 'the hour', min: 0, max: 23 },
  { what: 'the day of the month', min: 1, max: 31 },
  { what: 'the month', min: 1, max: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { what: 'the day of the week', min: 0, max: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

const MACROS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const DURATION = /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/**
 * What is wrong with the schedule of a CronJob, if anything: five fields or a macro
 * (https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax), read as the API server's library does
 * (https://pkg.go.dev/github.com/robfig/cron/v3#ParseStandard).
 */
export function scheduleProblem(schedule: string): string | undefined {
  if (schedule.startsWith('@')) return macroProblem(schedule);
  const fields = schedule.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) {
    const hint = fields.length === 6 ? ' (there are no seconds)' : '';
    return `it has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, but needs 5: minute, hour, day of month, month, day of week${hint}`;
  }
  for (const [index, bounds] of FIELDS.entries()) {
    for (const range of (fields[index] ?? '').split(',')) {
      const problem = range === '' ? undefined : rangeProblem(range, bounds);
      if (problem) return problem;
    }
  }
  return undefined;
}

function macroProblem(schedule: string): string | undefined {
  if (MACROS.includes(schedule)) return undefined;
  if (!schedule.startsWith('@every '))
    return `there is no "${schedule}": write one of ${MACROS.join(', ')}, @every`;
  const duration = schedule.slice('@every '.length);
  return DURATION.test(duration) ? undefined : `"${duration}" is no duration: write one such as 1h30m`;
}

/** One of `*`, `N`, `N-M`, each with `/STEP` or without; the first fault counts. */
function rangeProblem(range: string, { what, min, max, names }: Bounds): string | undefined {
  const [ends = '', stepText, ...moreSteps] = range.split('/');
  const [low = '', high, ...moreEnds] = ends.split('-');
  if (moreSteps.length > 0) return `${what} has more than one '/' in "${range}"`;
  const isAny = low === '*' || low === '?';
  if (!isAny && moreEnds.length > 0) return `${what} has more than one '-' in "${range}"`;
  const start = isAny ? min : numberOf(low, names);
  let end = isAny ? max : high === undefined ? start : numberOf(high, names);
  if (start === undefined) return `${what} cannot be "${low}": ${allowed(min, max, names)}`;
  if (end === undefined) return `${what} cannot be "${high}": ${allowed(min, max, names)}`;
  const step = stepText === undefined ? 1 : numberOf(stepText);
  if (step === undefined) return `${what} has a step "${stepText}" that is no number`;
  if (stepText !== undefined && high === undefined) end = max;
  if (start < min) return `${what} cannot be ${start}: ${allowed(min, max, names)}`;
  if (end > max || start > max) {
    const sunday = names?.[0] === 'sun' && Math.max(start, end) === 7 ? ' (Sunday is 0)' : '';
    return `${what} cannot be ${Math.max(start, end)}: ${allowed(min, max, names)}${sunday}`;
  }
  if (start > end) return `${what} goes backwards in "${range}": write the lower end first`;
  return step === 0 ? `${what} has a step of 0 in "${range}": write 1 or more` : undefined;
}

function allowed(min: number, max: number, names?: readonly string[]): string {
  return `write ${min} to ${max}${names ? ` or ${names[0]} to ${names.at(-1)}` : ''}`;
}

function numberOf(text: string, names: readonly string[] = []): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return names.length === 12 ? named + 1 : named;
  return /^\+?\d{1,18}$/.test(text) ? Number(text) : undefined;
}
