import { fileURLToPath } from 'node:url';

/**
 * The address of a path, in the one spelling that the engine knows files by: every part percent-encoded but for `@`, drive
 * letters in lower case. Editors spell addresses differently; what comes from them goes through `canonicalUri`.
 */
export function pathToUri(path: string): string {
  const parts = path
    .replaceAll(process.platform === 'win32' ? '\\' : '\0', '/')
    .replace(/^([A-Za-z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`)
    .split('/');
  const encoded = parts.map((part) => encodeURIComponent(part).replaceAll('%40', '@')).join('/');
  return encoded.startsWith('//') ? `file:${encoded}` : `file://${encoded}`;
}

/** The path of a `file:` address; `undefined` for other schemes and for addresses that name no path. */
export function uriToPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The spelling of `pathToUri` for any `file:` address; other addresses stay as they are. */
export function canonicalUri(uri: string): string {
  const path = uriToPath(uri);
  return path === undefined ? uri : pathToUri(path.length > 1 ? path.replace(/[\\/]$/, '') : path);
}

/** Whether an address lies in a folder, or is it. */
export function isWithin(uri: string, folder: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
