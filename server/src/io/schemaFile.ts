import { readFile, stat } from 'node:fs/promises';

/** The most that is read of one version of an API group, in bytes; Kubernetes' core group has 1 MB. */
const MOST = 64 * 1024 * 1024;

/** The text of a file of schemas; `undefined` where it cannot be read. */
export async function readSchemaFile(path: string): Promise<string | undefined> {
  try {
    return (await stat(path)).size > MOST ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
