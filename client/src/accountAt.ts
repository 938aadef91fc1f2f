const FIELD =
  /(?<![\w-])(["']?)serviceAccount(?:Name)?\1\s*:\s*(["']?)([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)\2(?![\w{.-])/g;

/** The name of the ServiceAccount that a line gives a pod, where the place is on it or on its key. */
export function accountAt(
  line: string,
  character: number,
): { name: string; start: number; end: number } | undefined {
  for (const match of line.matchAll(FIELD)) {
    const [whole, , , name = ''] = match;
    const [start, end] = [match.index, match.index + whole.length];
    if (start <= character && character <= end) return { name, start, end };
  }
  return undefined;
}
