/** A use of something that is kept up to date. */
export interface Use<T> {
  readonly value: T;
  /** It ends with its last use. */
  release(): void;
}

/** What is kept up to date, by what is asked for. Whoever asks for the same shares it. */
export class Shared<T extends { close(): void }> {
  readonly #entries = new Map<string, { readonly value: T; readonly listeners: Set<() => void> }>();

  use(key: string, make: (changed: () => void) => T, onChange: () => void): Use<T> {
    let entry = this.#entries.get(key);
    if (!entry) {
      const listeners = new Set<() => void>();
      const value = make(() => {
        for (const listener of listeners) listener();
      });
      this.#entries.set(key, (entry = { value, listeners }));
    }
    const { value, listeners } = entry;
    const listener = (): void => onChange(); // one use per call, even of the same function
    listeners.add(listener);
    return {
      value,
      release: () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        value.close();
        if (this.#entries.get(key)?.value === value) this.#entries.delete(key);
      },
    };
  }

  get size(): number {
    return this.#entries.size;
  }

  close(): void {
    for (const { value } of this.#entries.values()) value.close();
    this.#entries.clear();
  }
}
