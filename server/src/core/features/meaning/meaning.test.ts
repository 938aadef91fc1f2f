import { describe, expect, it } from 'vitest';
import { durationInWords, goDuration } from './duration.ts';
import { quantityInWords } from './quantity.ts';
import { scheduleInWords } from './schedule.ts';

describe('values in words', () => {
  it.each([
    ['128Mi', 'memory', '134,217,728 bytes (128 MiB)'],
    ['1G', 'memory', '1,000,000,000 bytes (about 953.7 MiB)'],
    ['500m', 'memory', '0.5 bytes'],
    ['250m', 'cpu', '0.25 cores, 25 % of one'],
    ['1', 'requests.cpu', '1 core'],
    ['2k', 'pods', '2,000'],
    ['10', 'pods', undefined],
    ['10Gi', 'storage', '10,737,418,240 bytes (10 GiB)'],
    ['lots', 'memory', undefined],
  ])('the quantity %s of %s is %s', (text, name, expected) => {
    expect(quantityInWords(text, name)).toBe(expected);
  });

  it.each([
    ['1h30m', '1 hour 30 minutes'],
    ['2160h', '90 days'],
    ['1.5s', '1.5 seconds'],
    ['250ms', '250 milliseconds'],
    ['soon', undefined],
  ])('the duration %s is %s', (text, expected) => {
    const seconds = goDuration(text);
    expect(seconds === undefined ? undefined : durationInWords(seconds)).toBe(expected);
  });

  const NOW = new Date('2026-01-01T12:00:00Z');

  it.each([
    ['0 3 * * *', undefined, 'At 03:00, every day', 'Fri, 2 Jan 2026, 03:00'],
    ['0 3 * * *', 'Europe/Berlin', 'At 03:00, every day', 'Next runs (Europe/Berlin)'],
    ['*/15 9-17 * * MON-FRI', undefined, 'Every 15 minutes', 'Thu, 1 Jan 2026, 12:15'],
    ['0 0 13 * 5', undefined, ', or on', 'Fri, 2 Jan 2026, 00:00'],
    ['? 1 * * *', undefined, 'Every minute', 'Fri, 2 Jan 2026, 01:00'],
    ['@hourly', undefined, 'Every hour', 'Thu, 1 Jan 2026, 13:00'],
    ['@every 90m', undefined, 'Every 1 hour 30 minutes', ''],
  ])('the schedule %s in %s', (text, zone, words, run) => {
    const found = scheduleInWords(text, zone, NOW);
    expect(found).toContain(words);
    expect(found).toContain(run);
  });

  it.each(['60 * * * *', '0 0 L * *', '0 0 * * 7', 'every day', '* * * *', '0 3 * * * *'])(
    'the schedule %s is none',
    (text) => {
      expect(scheduleInWords(text, undefined, NOW)).toBeUndefined();
    },
  );

  it('survives a time zone that does not exist', () => {
    expect(scheduleInWords('0 3 * * *', 'Mars/Base', NOW)).toBeUndefined();
  });
});
