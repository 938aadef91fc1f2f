import type { Diagnostic } from 'vscode-languageserver/node';
import type { StatusParams } from '../core/protocol.ts';

export type Counts = Omit<StatusParams, 'kubernetesVersion'>;

/** What was found in a file last. */
export interface Result {
  /** Differs from one change of the diagnostics to the next. */
  readonly id: string;
  readonly diagnostics: readonly Diagnostic[];
}

interface Entry extends Result {
  readonly text: string;
  readonly counts: Counts;
}

/** The diagnostics of every file that is known, and how many there are in all. */
export class Results {
  readonly #byUri = new Map<string, Entry>();
  readonly #total = { errors: 0, warnings: 0, informations: 0 };
  #nextId = 1;

  get counts(): Counts {
    return { ...this.#total };
  }

  get(uri: string): Result | undefined {
    return this.#byUri.get(uri);
  }

  uris(): Iterable<string> {
    return this.#byUri.keys();
  }

  /** Takes in what was found in a file; says whether it differs from before. Files without findings are not kept. */
  set(uri: string, diagnostics: readonly Diagnostic[]): boolean {
    const before = this.#byUri.get(uri);
    if (diagnostics.length === 0 && !before) return false;
    const text = JSON.stringify(diagnostics);
    if (before?.text === text) return false;
    this.#add(before?.counts, -1);
    const counts = countsOf(diagnostics);
    this.#add(counts, 1);
    if (diagnostics.length === 0) this.#byUri.delete(uri);
    else this.#byUri.set(uri, { id: String(this.#nextId++), text, diagnostics, counts });
    return true;
  }

  #add(counts: Counts | undefined, sign: 1 | -1): void {
    if (!counts) return;
    this.#total.errors += sign * counts.errors;
    this.#total.warnings += sign * counts.warnings;
    this.#total.informations += sign * counts.informations;
  }
}

function countsOf(diagnostics: readonly Diagnostic[]): Counts {
  const count = (severity: number): number => diagnostics.filter((one) => one.severity === severity).length;
  return { errors: count(1), warnings: count(2), informations: count(3) };
}
