import { join } from 'node:path';
import { buildSchemas } from '../../scripts/schemas/build.ts';
import { SchemaFiles } from '../../server/src/io/schemas.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The schema files of this checkout, built when they are not there; shared by all tests of a process. */
export const SCHEMAS = new SchemaFiles(buildSchemas(ROOT).folder, (message) => {
  throw new Error(message);
});

/** Run by vitest before the tests, so that they do not all build the files at once. */
export function setup(): void {
  buildSchemas(ROOT);
}
