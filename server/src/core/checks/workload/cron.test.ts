import { describe, expect, it } from 'vitest';
import { scheduleProblem } from './cron.ts';

describe('schedules that the API server takes', () => {
  it.each([
    '* * * * *',
    '*/5 * * * *',
    '0 5 * * mon-FRI',
    '0 0 1,15 jan *',
    '5/15 0-6/2 * * 0',
    '? ? ? ? ?',
    '  0   5 * *\t* ',
    '+5 05 * * *',
    '0,,5 * * * *',
    '*-3 * * * *',
    '@daily',
    '@every 1h30m',
    '@every -1.5h',
    '0 0 31 2 *',
  ])('%s', (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
  });
});

describe('schedules that it refuses', () => {
  it.each([
    ['* * * *', '4 fields'],
    ['0 * * * * *', 'no seconds'],
    ['60 * * * *', 'the minute cannot be 60'],
    ['* 24 * * *', 'the hour cannot be 24'],
    ['* * 0 * *', 'the day of the month cannot be 0'],
    ['* * * 13 *', 'the month cannot be 13'],
    ['* * * * 7', 'Sunday is 0'],
    ['* * * * fri-mon', 'goes backwards'],
    ['*/0 * * * *', 'a step of 0'],
    ['*/x * * * *', 'no number'],
    ['1-2-3 * * * *', "more than one '-'"],
    ['1/2/3 * * * *', "more than one '/'"],
    ['-5 * * * *', 'the minute cannot be ""'],
    ['* * L * *', 'cannot be "L"'],
    ['mon * * * *', 'cannot be "mon"'],
    ['@Daily', 'there is no "@Daily"'],
    ['@every 5', 'no duration'],
    ['@reboot', 'there is no'],
    [' @daily', '1 field,'],
    ['', '0 fields'],
  ])('%s', (schedule, problem) => {
    expect(scheduleProblem(schedule)).toContain(problem);
  });
});
