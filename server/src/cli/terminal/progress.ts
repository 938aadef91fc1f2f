/** What a progress bar writes to: standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Counts steps of long work, and shows them on a terminal once the work has taken a moment. */
export class Progress {
  readonly #stream: ProgressStream | undefined;
  readonly #now: () => number;
  #next: number;
  #shown = false;

  constructor(stream: ProgressStream, enabled: boolean, now: () => number = () => performance.now()) {
    this.#stream = enabled && stream.isTTY === true ? stream : undefined;
    this.#now = now;
    this.#next = now() + DELAY_MS;
  }

  /** `done` of `total` steps of a task such as `Reading files`. */
  show(task: string, done: number, total: number): void {
    const now = this.#now();
    if (!this.#stream || now < this.#next) return;
    this.#next = now + EVERY_MS;
    this.#shown = true;
    const filled = total > 0 ? Math.round((done / total) * BAR) : BAR;
    const line = `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${task}: ${done} of ${total}`;
    this.#stream.write(`\r${line.slice(0, (this.#stream.columns ?? 80) - 1)}\u001b[K`);
  }

  /** Wipes the bar, before anything else is written to the terminal. */
  clear(): void {
    if (this.#shown) this.#stream?.write('\r\u001b[K');
    this.#shown = false;
  }
}

const DELAY_MS = 400;
const EVERY_MS = 80;
const BAR = 24;
