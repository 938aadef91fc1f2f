/** So many bytes pass at once, and then no more until so many milliseconds are over. */
const [MOST, EVERY] = [1024 * 1024, 100];

/** Keeps a stream at what a terminal can draw: it has no way to say that it falls behind, and would take all memory for what waits. */
export class Brake {
  readonly #hold: () => void;
  readonly #release: () => void;
  #passed = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(hold: () => void, release: () => void) {
    this.#hold = hold;
    this.#release = release;
  }

  passed(bytes: number): void {
    this.#passed += bytes;
    if (this.#passed > MOST) this.#hold();
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#passed > MOST) this.#release();
      this.#passed = 0;
    }, EVERY);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
