import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CustomPack, Pack } from '../core/schema/pack.ts';
import type { SchemaSource } from '../core/schema/provider.ts';

/** The folder beside the bundles in which the build puts them. */
export const BUNDLED_SCHEMAS = join(import.meta.dirname, 'schemas');

/**
 * The schema files that lie beside the bundles, each read on first use and kept. One that cannot be read is told of once; the
 * rest works without it.
 */
export class SchemaFiles implements SchemaSource {
  readonly #folder: string;
  readonly #onError: (message: string) => void;
  readonly #read = new Map<string, unknown>();

  constructor(folder: string, onError: (message: string) => void) {
    this.#folder = folder;
    this.#onError = onError;
  }

  builtIn(): Pack | undefined {
    return this.#file('kubernetes') as Pack | undefined;
  }

  custom(name: string): CustomPack | undefined {
    return this.#file(name) as CustomPack | undefined;
  }

  #file(name: string): unknown {
    if (this.#read.has(name)) return this.#read.get(name);
    let value: unknown;
    try {
      value = JSON.parse(readFileSync(join(this.#folder, `${name}.json`), 'utf8'));
    } catch (error) {
      this.#onError(
        `The schemas in ${name}.json cannot be read, so fields are not checked: ${String(error)}`,
      );
    }
    this.#read.set(name, value);
    return value;
  }
}
