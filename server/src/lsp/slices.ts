import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 5;
/** Turns of the event loop from the arrival of a message to the departure of its answer, and some to spare. */
const TURNS = 8;

let turnsToLeave = 0;

/** A message came in: background work stands back until it has been answered. */
export function standBack(): void {
  turnsToLeave = TURNS;
}

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
    while (turnsToLeave > 0) {
      turnsToLeave--;
      await setImmediate();
    }
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
