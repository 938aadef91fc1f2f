import { randomUUID } from 'node:crypto';
import { wholeAfter } from './journal/difference.ts';
import type { Entry, Recorded } from './journal/entry.ts';
import type { JournalFiles } from './journal/files.ts';
import type { Line } from './journal/line.ts';
import { lineOf } from './journal/line.ts';

/** So many changes can be undone: their objects are in memory. */
const MOST = 200;

/** What was changed from here, the newest last: with objects in memory, and without them and without values of Secrets on disk. */
export class Journal {
  readonly #entries: Recorded[] = [];
  readonly #files: JournalFiles | undefined;
  readonly #onProblem: (error: unknown) => void;

  /** Without files it does not outlive the session. */
  constructor(files?: JournalFiles, onProblem: (error: unknown) => void = () => undefined) {
    this.#files = files;
    this.#onProblem = onProblem;
  }

  /** Those of this session whose objects are in memory. */
  get entries(): readonly Recorded[] {
    return this.#entries;
  }

  record(entry: Entry): void {
    const id = randomUUID();
    this.#entries.push({ ...entry, after: wholeAfter(entry.before, entry.after), id });
    if (this.#entries.length > MOST) this.#entries.shift();
    try {
      this.#files?.append(lineOf(id, this.#entries.at(-1) ?? entry));
    } catch (error) {
      this.#onProblem(error); // the change is made, whether it can be written down or not
    }
  }

  /** What was changed by all windows, the newest first. */
  history(): readonly Line[] {
    return this.#files?.read() ?? this.#entries.toReversed().map((one) => lineOf(one.id, one));
  }
}
