/** So many lines of what stays are shown around what changes. */
const AROUND = 3;
/** Beyond this, in pairs of lines, a changed stretch counts as replaced as a whole. */
const MOST_PAIRS = 4_000_000;

interface Edit {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** The lines in which two texts differ, as `diff -u` writes them; '' where they are the same. */
export function unifiedDiff(left: string, right: string): string {
  const edits = editsBetween(linesOf(left), linesOf(right));
  const near = edits.map((_edit, index) => {
    const around = edits.slice(Math.max(0, index - AROUND), index + AROUND + 1);
    return around.some(({ sign }) => sign !== ' ');
  });
  const lines: string[] = [];
  let [a, b] = [1, 1];
  for (const [index, { sign, text }] of edits.entries()) {
    if (near[index]) {
      if (!near[index - 1]) lines.push(`@@ -${a} +${b} @@`);
      lines.push(`${sign}${text}`);
    }
    if (sign !== '+') a++;
    if (sign !== '-') b++;
  }
  return lines.join('\n');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function editsBetween(a: readonly string[], b: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return [
    ...a.slice(0, start).map(same),
    ...changed(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

function same(text: string): Edit {
  return { sign: ' ', text };
}

/** By the longest lines in common (https://en.wikipedia.org/wiki/Longest_common_subsequence). */
function changed(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const all = (texts: readonly string[], sign: Edit['sign']): Edit[] => texts.map((text) => ({ sign, text }));
  const width = b.length + 1;
  if (a.length * width > MOST_PAIRS) return [...all(a, '-'), ...all(b, '+')];
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      edits.push({ sign: ' ', text: a[i++] ?? '' });
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) edits.push({ sign: '-', text: a[i++] ?? '' });
    else edits.push({ sign: '+', text: b[j++] ?? '' });
  }
  return [...edits, ...all(a.slice(i), '-'), ...all(b.slice(j), '+')];
}
