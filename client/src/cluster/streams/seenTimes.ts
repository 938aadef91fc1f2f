/** Length of a time up to its seconds. Servers are asked for what was written since a second, whatever fraction is named. */
const TO_THE_SECOND = 19;

/**
 * Tells lines that were handed on before a break from new ones, by their times. Within one answer all lines are new: containers write their
 * two outputs side by side, so times may repeat and go back a little.
 */
export class SeenTimes {
  #last = '';
  #second = '';
  #times = new Set<string>();
  #before: ReadonlySet<string> = new Set();
  #from = '';
  #wasNew = true;

  /** The latest time so far; '' before the first line. */
  get last(): string {
    return this.#last;
  }

  /** From here on come lines that may have been handed on before. */
  resume(): void {
    this.#from = this.#second;
    this.#before = new Set(this.#times);
    this.#wasNew = true;
  }

  /** Notes a line. What has no time is the rest of a line that came in pieces. */
  isNew(time: string): boolean {
    if (time === '') return this.#wasNew;
    const second = time.slice(0, TO_THE_SECOND);
    this.#wasNew = second >= this.#from && !this.#before.has(time);
    if (second > this.#second) {
      this.#second = second;
      this.#times = new Set();
    }
    if (second === this.#second) this.#times.add(time);
    if (time > this.#last) this.#last = time;
    return this.#wasNew;
  }
}
