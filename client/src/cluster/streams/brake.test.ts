import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Brake } from './brake.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MEGABYTE = 1024 * 1024;

function make() {
  const [hold, release] = [vi.fn<() => void>(), vi.fn<() => void>()];
  return { hold, release, brake: new Brake(hold, release) };
}

it('lets pass what is no flood', () => {
  const { hold, release, brake } = make();
  for (let round = 0; round < 20; round++) {
    brake.passed(MEGABYTE / 2);
    vi.advanceTimersByTime(100);
  }
  expect(hold).not.toHaveBeenCalled();
  expect(release).not.toHaveBeenCalled();
});

it('holds a flood until its time is over', () => {
  const { hold, release, brake } = make();
  brake.passed(2 * MEGABYTE);
  expect(hold).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(99);
  expect(release).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(release).toHaveBeenCalledTimes(1);
  brake.passed(MEGABYTE / 2);
  expect(hold).toHaveBeenCalledTimes(1);
});

it('leaves no timer behind', () => {
  const { brake } = make();
  brake.passed(1);
  brake.stop();
  expect(vi.getTimerCount()).toBe(0);
});
