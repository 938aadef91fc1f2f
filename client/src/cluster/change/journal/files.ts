import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Line } from './line.ts';
import { readLine } from './line.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A file is begun anew after this long, or when it is this large: old files go as a whole, so that no window rewrites what others write. */
const [LONGEST, LARGEST] = [7 * DAY, 256 * 1024];
/** Nothing is kept for longer, and not more files. */
const [KEPT_FOR, MOST_FILES] = [90 * DAY, 4];
/** So many changes are shown. */
const MOST = 1000;
const NAME = /^changes-(\d+)\.jsonl$/;

/** What was changed from here, on disk: a line of JSON for each change, which only you can read. Several windows write to it. */
export class JournalFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes a line at once, so that it is there whatever happens next. */
  append(line: Line): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = openSync(this.#current(Date.now()), 'a', 0o600);
    try {
      // In one piece, which the system puts behind what others have written; a line that was cut short before does not take it along.
      writeSync(file, `\n${JSON.stringify(line)}\n`);
    } finally {
      closeSync(file);
    }
  }

  /** What was written by all windows, the newest first. */
  read(): readonly Line[] {
    const since = Date.now() - KEPT_FOR;
    const texts = this.#files().map(({ path }) => readFileSync(path, 'utf8'));
    const lines = texts.flatMap((text) => text.split('\n').flatMap((line) => readLine(line) ?? []));
    const recent = lines.filter(({ time }) => time >= since);
    return recent.toSorted((a, b) => b.time - a.time).slice(0, MOST);
  }

  /** The file that is written to; beginning a new one drops the old ones. */
  #current(now: number): string {
    const files = this.#files();
    const last = files.at(-1);
    if (last && now - last.begun < LONGEST && statSync(last.path).size < LARGEST) return last.path;
    const old = files.filter(
      ({ begun }, index) => now - begun > KEPT_FOR || files.length - index >= MOST_FILES,
    );
    for (const { path } of old) rmSync(path, { force: true });
    // Windows that find the same file full begin the same new one.
    const begun = Math.max(now - (now % MINUTE), (last?.begun ?? 0) + 1);
    return join(this.#folder, `changes-${begun}.jsonl`);
  }

  #files(): readonly { readonly path: string; readonly begun: number }[] {
    try {
      const found = readdirSync(this.#folder).flatMap((name) => {
        const [, begun] = NAME.exec(name) ?? [];
        return begun === undefined ? [] : [{ path: join(this.#folder, name), begun: Number(begun) }];
      });
      return found.toSorted((a, b) => a.begun - b.begun);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}
