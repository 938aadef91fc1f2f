import { Cron } from 'croner';
import cronstrue from 'cronstrue';
import { durationInWords, goDuration } from './duration.ts';

/** Five fields of numbers, names, lists, ranges and steps, or a word (https://pkg.go.dev/github.com/robfig/cron/v3). */
const FIELDS =
  /^(?:[\d*?,/-]+\s+){3}(?:[\d*?,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+\s+(?:[0-6*?,/-]|sun|mon|tue|wed|thu|fri|sat)+$/i;
const WORDS = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** A schedule of a CronJob in plain words with its next runs, in Markdown; `undefined` where it is not valid. */
export function scheduleInWords(
  schedule: string,
  timeZone: string | undefined,
  now: Date,
): string | undefined {
  const every = /^@every\s+(\S+)$/.exec(schedule)?.[1];
  const seconds = every === undefined ? undefined : goDuration(every);
  if (seconds !== undefined) return `Every ${durationInWords(seconds)}`;
  const text = schedule.trim();
  if (text.length > 200 || !(FIELDS.test(text) || WORDS.test(text))) return undefined;
  try {
    const plain = text.replaceAll('?', '*').replace('@midnight', '@daily').replace('@annually', '@yearly');
    const words = cronstrue.toString(plain, { use24HourTimeFormat: true, verbose: true });
    const runs = new Cron(plain, { paused: true, timezone: timeZone ?? 'UTC' }).nextRuns(3, now);
    const zone = timeZone ?? 'UTC, as most clusters run';
    const list = runs.map((run) => `- ${format(run, timeZone ?? 'UTC')}`).join('\n');
    return `${anyDay(words, plain)}\n\nNext runs (${zone}):\n${list}`;
  } catch {
    return undefined; // the libraries throw on what they do not accept
  }
}

/** Where day of month and day of week are both given, either is enough. */
function anyDay(words: string, schedule: string): string {
  const [, , day = '*', , weekday = '*'] = schedule.split(/\s+/);
  return day.startsWith('*') || weekday.startsWith('*')
    ? words
    : words.replace(/, and (?=on(?:ly)? )/, ', or ');
}

function format(run: Date, timeZone: string): string {
  return run.toLocaleString('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
