import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 6;

/**
 * Runs background work step by step, a few milliseconds at a time, so that messages from the editor come in between.
 * Stops where `isCancelled` says so, and then gives `undefined`.
 */
export async function inSlices<T>(
  work: Generator<unknown, T>,
  isCancelled: () => boolean,
): Promise<T | undefined> {
  for (;;) {
    await setImmediate();
    const end = performance.now() + SLICE_MS;
    do {
      if (isCancelled()) {
        work.return(undefined as never);
        return undefined;
      }
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
  }
}
