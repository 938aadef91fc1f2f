import { setTimeout as pause } from 'node:timers/promises';

/** How long the tree waits for a cluster before it says that it is loading, in milliseconds. */
export const PATIENCE = 10_000;
/** Until what failed, and is not followed, is asked for once more; in milliseconds. */
const ASK_AGAIN = 10_000;

/** A question to a cluster whose answer may be slow. What comes late, be it a failure, is told and then given. */
export class SlowAnswer<T extends object> {
  readonly #ask: () => Promise<T>;
  readonly #changed: () => void;
  #late: Promise<T> | undefined;

  constructor(ask: () => Promise<T>, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** `undefined` while it is loading. */
  async get(): Promise<T | undefined> {
    const answer = this.#late ?? this.#ask();
    this.#late = undefined;
    const given = new AbortController();
    const late = pause(PATIENCE, undefined, { signal: given.signal }).catch(() => undefined);
    try {
      const value = await Promise.race([answer, late]);
      if (value === undefined) this.#waitFor(answer);
      return value;
    } catch (error) {
      setTimeout(this.#changed, ASK_AGAIN).unref();
      throw error;
    } finally {
      given.abort();
    }
  }

  #waitFor(answer: Promise<T>): void {
    this.#late = answer;
    void answer.catch(() => undefined).then(this.#changed);
  }
}
