import { ClusterFailure } from '../failure.ts';
import type { Session } from '../session.ts';
import type { NameQuestion } from './readNames.ts';
import { readNames } from './readNames.ts';

/** So long names are believed, in milliseconds. */
const LIFE = 20_000;
/** A cluster that cannot be reached is left alone for so long, so that nobody waits for it with every key. */
const DOWN_FOR = 30_000;
/** Failures that say something of one question only. */
const OF_QUESTION: ReadonlySet<string> = new Set(['forbidden', 'notFound', 'server', 'gone']);

interface Entry {
  readonly at: number;
  readonly names: Promise<readonly string[]>;
}

/** Names in clusters, read when somebody asks and kept for a short while. What may not be read has no names. */
export class KnownNames {
  readonly #entries = new Map<string, Entry>();
  /** By context. */
  readonly #downUntil = new Map<string, number>();
  readonly #onFailure: (context: string, message: string) => void;

  constructor(onFailure: (context: string, message: string) => void) {
    this.#onFailure = onFailure;
  }

  of(session: Session, question: NameQuestion): Promise<readonly string[]> {
    const { what, kind, namespace, name } = question;
    const context = session.context.name;
    const key = JSON.stringify([context, what, kind, namespace, name]);
    const now = performance.now();
    for (const [old, { at }] of this.#entries) if (now - at > LIFE) this.#entries.delete(old);
    const known = this.#entries.get(key);
    if (known) return known.names;
    if (now < (this.#downUntil.get(context) ?? 0)) return Promise.resolve([]);
    const names = readNames(session, question).catch((error: unknown) => {
      const isDown = !(error instanceof ClusterFailure && OF_QUESTION.has(error.kind));
      if (isDown) this.#downUntil.set(context, performance.now() + DOWN_FOR);
      this.#onFailure(context, error instanceof Error ? error.message : String(error));
      return [];
    });
    this.#entries.set(key, { at: now, names });
    return names;
  }

  /** Asks anew next time. */
  forget(): void {
    this.#entries.clear();
    this.#downUntil.clear();
  }
}
