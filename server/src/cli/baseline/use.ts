import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import { uriToPath } from '../../io/uris.ts';
import type { NameOf } from '../check/names.ts';
import { pathName } from '../check/names.ts';
import { count } from '../formats/report.ts';
import { visible } from '../terminal/escape.ts';
import { UsageError } from '../usage.ts';
import type { BaselineEntry } from './baseline.ts';
import { baselineOf, matchBaseline } from './baseline.ts';
import { readBaseline, whyNotWritable, writeBaseline } from './file.ts';
import { findingKey } from './key.ts';

/** A baseline that was named on the command line. */
export class BaselineFile {
  /** What the user calls it. */
  readonly #name: string;
  readonly #path: string;
  readonly #entries: readonly BaselineEntry[];

  private constructor(name: string, path: string, entries: readonly BaselineEntry[]) {
    this.#name = name;
    this.#path = path;
    this.#entries = entries;
  }

  /** Fails at once, before anything is checked, if it cannot be used. */
  static read(name: string | undefined, cwd: string): BaselineFile | undefined {
    if (name === undefined) return undefined;
    const path = resolve(cwd, name);
    return new BaselineFile(name, path, readBaseline(path, name));
  }

  /** Fails at once if what is there is no baseline. */
  static toWrite(name: string | undefined, cwd: string): BaselineFile | undefined {
    if (name === undefined) return undefined;
    const path = resolve(cwd, name);
    const problem = whyNotWritable(path);
    if (problem !== undefined) throw unwritable(name, problem);
    return new BaselineFile(name, path, []);
  }

  /**
   * The findings that are new, and how many others there are. Tells of what was looked for in the files of this run and is
   * no longer found.
   */
  apply(
    findings: readonly PlacedFinding[],
    uris: readonly string[],
    nameOf: NameOf,
    warn: (message: string) => void,
    isLookedFor: (check: string) => boolean = () => true,
  ): { fresh: readonly PlacedFinding[]; known: number } {
    const fileOf = this.#fileOf(nameOf);
    const { fresh, known, stale } = matchBaseline(this.#entries, findings, (finding) =>
      findingKey(finding, fileOf(finding.uri)),
    );
    const checked = new Set(uris.map(fileOf));
    const gone = stale.filter(
      ({ file, check }) => isLookedFor(check) && (checked.has(file) || this.#isGone(file)),
    );
    if (gone.length > 0) this.#tell(gone, warn);
    return { fresh, known };
  }

  /** @returns what was written, in words. */
  write(findings: readonly PlacedFinding[], nameOf: NameOf): string {
    const fileOf = this.#fileOf(nameOf);
    const entries = baselineOf(findings, (finding) => findingKey(finding, fileOf(finding.uri)));
    const problem = writeBaseline(this.#path, entries);
    if (problem !== undefined) throw unwritable(this.#name, problem);
    const files = new Set(entries.map(({ file }) => file)).size;
    const number = entries.reduce((sum, { count }) => sum + count, 0);
    return `wrote ${visible(this.#name)}: ${count(number, 'finding')} in ${count(files, 'file')}\n`;
  }

  /** Files are called by their place relative to the baseline, so that it holds wherever the command is run. */
  #fileOf(nameOf: NameOf): NameOf {
    return (uri) => {
      const name = nameOf(uri);
      const path = name === '<stdin>' ? undefined : uriToPath(uri);
      return path === undefined ? name : pathName(dirname(this.#path), path);
    };
  }

  #isGone(file: string): boolean {
    return file !== '<stdin>' && !existsSync(resolve(dirname(this.#path), file));
  }

  #tell(gone: readonly BaselineEntry[], warn: (message: string) => void): void {
    const number = gone.reduce((sum, { count }) => sum + count, 0);
    const are = number === 1 ? 'is' : 'are';
    warn(
      `${this.#name}: ${count(number, 'finding')} ${are} no longer there; "--write-baseline ${this.#name}" writes it anew without:`,
    );
    for (const { file, object, check, at } of gone.slice(0, SHOWN))
      warn(`  ${file}: ${check} at ${at}${object === '' ? '' : ` of ${object}`}`);
    if (gone.length > SHOWN) warn(`  and ${gone.length - SHOWN} more`);
  }
}

function unwritable(name: string, problem: string): UsageError {
  return new UsageError(`the baseline "${visible(name)}" cannot be written: ${visible(problem)}`);
}

/** So many of the entries that are no longer needed are named. */
const SHOWN = 10;
