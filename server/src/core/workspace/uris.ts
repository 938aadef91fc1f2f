/** The folder of an address, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

export function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

/** Resolves a relative path with `.` and `..` against a folder. */
export function resolvePath(folder: string, path: string): string {
  const parts = folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(encodeURIComponent(part).replaceAll('%40', '@'));
  }
  return parts.join('/');
}

/** How many leading folders two addresses share. */
export function sharedDepth(a: string, b: string): number {
  const left = folderOf(a).split('/');
  const right = folderOf(b).split('/');
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth++;
  return depth;
}

/** The path of an address below a folder, decoded; `undefined` if it does not lie there. The root of a disk ends in `/`. */
export function pathBelow(uri: string, folder: string): string | undefined {
  const start = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  if (!uri.startsWith(start)) return undefined;
  const rest = uri.slice(start.length);
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}

/** The folder of test data around a file; `''` for what is no test data. Such files are about each other, if about any. */
export function testFolderOf(uri: string): string {
  return /^.*\/(?:_?testdata|test-data|_*fixtures_*)\//.exec(uri)?.[0] ?? '';
}
