import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  fdatasyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readText } from '../../io/files.ts';

/**
 * Replaces the text of a file in one step: whoever reads it sees the old text or the new one. Mode and owner stay, a link stays
 * a link. A file that no longer holds `before` is left alone.
 * @returns why it was not written, or `undefined`.
 */
export function replaceText(path: string, before: string, after: string): string | undefined {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const { mode, uid, gid } = statSync(target);
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeAll(file, Buffer.from(after, 'utf8'));
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    keepOwner(temporary, uid, gid);
    chmodSync(temporary, mode & 0o7777);
    if (readText(target).text !== before) return 'it changed while it was being checked';
    renameSync(temporary, target);
    temporary = undefined;
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    if (temporary !== undefined) rmSync(temporary, { force: true });
  }
}

function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}

/** Only root may give files away; for others it is their own file already. */
function keepOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid);
  } catch {
    // The file then belongs to who fixed it, as with any editor.
  }
}
