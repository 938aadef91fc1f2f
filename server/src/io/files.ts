import { isUtf8 } from 'node:buffer';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { mayHoldManifest } from '../core/manifest/detect.ts';
import { isConfiguration } from '../core/manifest/document.ts';
import { isDockerfile } from '../core/workspace.ts';

/** Larger files are not checked: no manifest is that long, and reading one would hold up everything else. */
export const MAX_BYTES = 10 * 1024 * 1024;

/** A file's text, or why there is none. `irrelevant`: JSON that holds no Kubernetes object; `empty`: standard input alone. */
export type ReadResult =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: ReadProblem };

export type ReadProblem =
  | 'binary'
  | 'UTF-16'
  | 'empty'
  | 'too large'
  | 'not UTF-8'
  | 'unreadable'
  | 'missing'
  | 'irrelevant';

/** Whether a file is read at all, by its name: YAML, JSON, and files that say how manifests belong together. */
export function isCandidate(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name) || isDockerfile(`/${name}`) || isConfiguration(`/${name}`);
}

/**
 * Reads a file as the engine wants it. Never throws; a byte order mark stays, so that a fix keeps it. JSON counts only if it
 * holds an apiVersion and a kind.
 */
export function readManifestText(path: string): ReadResult {
  const result = readText(path);
  const irrelevant = result.text !== undefined && /\.json$/i.test(path) && !mayHoldManifest(result.text);
  return irrelevant ? { problem: 'irrelevant' } : result;
}

/** Reads any text file of up to 10 MB. Never throws, and never waits for a pipe or a device. */
export function readText(path: string): ReadResult {
  let file: number;
  try {
    file = openSync(path, NONBLOCKING);
  } catch (error) {
    return { problem: isMissing(error) ? 'missing' : 'unreadable' };
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return { problem: 'unreadable' };
    if (stat.size > MAX_BYTES) return { problem: 'too large' };
    return decode(readAll(file, stat.size));
  } catch {
    return { problem: 'unreadable' };
  } finally {
    closeSync(file);
  }
}

/** O_RDONLY | O_NONBLOCK: opening a named pipe must not wait for its writer. Windows has no such pipes in folders. */
const NONBLOCKING = process.platform === 'win32' ? 0 : process.platform === 'darwin' ? 4 : 0o4000;

function readAll(file: number, size: number): Buffer {
  const buffer = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(file, buffer, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

/** The text that bytes are, if they are text. */
export function decode(bytes: Buffer): ReadResult {
  if (bytes.length > 1 && UTF_16_MARKS.has(bytes.readUInt16BE(0))) return { problem: 'UTF-16' };
  if (bytes.subarray(0, 8192).includes(0)) return { problem: 'binary' };
  if (!isUtf8(bytes)) return { problem: 'not UTF-8' };
  return { text: bytes.toString('utf8') };
}

/** The byte order marks with which PowerShell and Notepad begin such a text. */
const UTF_16_MARKS: ReadonlySet<number> = new Set([0xfffe, 0xfeff]);

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Whether something lies at a path, be it a file or a folder. */
export function existsOnDisk(path: string | undefined): boolean {
  return path !== undefined && existsSync(path);
}
