import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** So many bytes are kept at most; the content that was not used for the longest time goes first. */
const MOST = 64 * 1024 * 1024;

export interface Stored {
  readonly path: string;
  /** SHA-256 of the content, which is also its name. */
  readonly hash: string;
}

/** Texts on disk by their hash, shared by all clusters and windows. A file is there as a whole or not at all. */
export class ContentStore {
  readonly #folder: string;
  readonly #most: number;
  /** What was found to be what its name says. */
  readonly #verified = new Set<string>();

  constructor(folder: string, most = MOST) {
    this.#folder = folder;
    this.#most = most;
  }

  async put(text: string): Promise<Stored> {
    const hash = hashOf(text);
    const known = await this.get(hash);
    if (known) return known;
    await this.#write(`${hash}.json`, text);
    this.#verified.add(hash);
    await this.#prune(`${hash}.json`);
    return { path: this.#path(`${hash}.json`), hash };
  }

  /** The content of a hash; `undefined` if it is not there or not what its name says. */
  async get(hash: string): Promise<Stored | undefined> {
    if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
    const path = this.#path(`${hash}.json`);
    try {
      if (!this.#verified.has(hash) && hashOf(await readFile(path, 'utf8')) !== hash) return undefined;
      const now = new Date();
      await utimes(path, now, now);
      this.#verified.add(hash);
      return { path, hash };
    } catch {
      return undefined;
    }
  }

  /** What was noted under a name; `undefined` if nothing was, or nothing that can be read. */
  async note(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.#path(noteFile(name)), 'utf8'));
    } catch {
      return undefined;
    }
  }

  async setNote(name: string, value: unknown): Promise<void> {
    await this.#write(noteFile(name), JSON.stringify(value));
  }

  #path(file: string): string {
    return join(this.#folder, file);
  }

  async #write(file: string, text: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const temporary = this.#path(`${file}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await writeFile(temporary, text, { mode: 0o600 });
      await rename(temporary, this.#path(file));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async #prune(keep: string): Promise<void> {
    const files = await Promise.all(
      (await readdir(this.#folder)).map(async (file) => {
        const info = await stat(this.#path(file)).catch(() => undefined);
        return { file, size: info?.size ?? 0, used: info?.mtimeMs ?? 0 };
      }),
    );
    let total = 0;
    for (const { file, size } of files.toSorted((a, b) => b.used - a.used)) {
      total += size;
      if (total > this.#most && file !== keep) await rm(this.#path(file), { force: true });
    }
  }
}

function noteFile(name: string): string {
  return `note-${hashOf(name)}.json`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
