import { randomUUID } from 'node:crypto';
import { wholeAfter } from './journal/difference.ts';
import type { Entry, Recorded } from './journal/entry.ts';
import type { JournalFiles } from './journal/files.ts';
import type { Line } from './journal/line.ts';
import { lineOf } from './journal/line.ts';

/** So many changes can be undone: their objects are in memory, as long as they are no larger than this together, in characters of JSON. */
const [MOST, LARGEST] = [200, 64 * 1024 * 1024];

/** What was changed from here, the newest last: with objects in memory, and without them and without values of Secrets on disk. */
export class Journal {
  readonly #entries: Recorded[] = [];
  readonly #sizes: number[] = [];
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
    const recorded = { ...entry, after: wholeAfter(entry.before, entry.after), id };
    this.#entries.push(recorded);
    this.#sizes.push(JSON.stringify([recorded.before, recorded.after]).length);
    this.#drop();
    try {
      this.#files?.append(lineOf(id, recorded));
    } catch (error) {
      this.#onProblem(error); // the change is made, whether it can be written down or not
    }
  }

  /** Makes room: the oldest go first, the newest stays. */
  #drop(): void {
    let size = this.#sizes.reduce((sum, one) => sum + one, 0);
    while (this.#entries.length > MOST || (size > LARGEST && this.#entries.length > 1)) {
      this.#entries.shift();
      size -= this.#sizes.shift() ?? 0;
    }
  }

  /** What was changed by all windows, the newest first. */
  history(): readonly Line[] {
    return this.#files?.read() ?? this.#entries.toReversed().map((one) => lineOf(one.id, one));
  }
}
