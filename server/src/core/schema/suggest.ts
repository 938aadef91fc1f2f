import { distance } from 'fastest-levenshtein';

/**
 * The word that was most likely meant: the one that takes the fewest letters to add, drop, change or swap, if these are at most
 * a third. Case, dashes and underscores hardly count.
 */
export function suggest(word: string, known: Iterable<string>): Suggestion | undefined {
  const words = Array.isArray(known) ? (known as readonly string[]) : [...known];
  const key = `${words.length} ${word}`; // other lists are mostly of other lengths
  const last = recent.get(key);
  if (last?.words === words) return last.best;
  if (last && last.words.length === words.length && last.words.every((one, index) => one === words[index]))
    return last.best;
  if (recent.size >= MOST) recent.clear();
  const best = closest(word, words);
  recent.set(key, { words, best });
  return best;
}

/** What was asked last for a word: with every key press the same is asked again. */
const recent = new Map<
  string,
  { readonly words: readonly string[]; readonly best: Suggestion | undefined }
>();
const MOST = 5000;

function closest(word: string, known: readonly string[]): Suggestion | undefined {
  const plain = normalize(word);
  let best: Suggestion | undefined;
  let bestCost = Infinity;
  for (const candidate of known) {
    const other = normalize(candidate);
    const limit = Math.max(1, Math.floor(Math.max(plain.length, other.length) / 3));
    // A swap is two edits to this faster distance, and one to ours.
    if (Math.abs(other.length - plain.length) > limit || distance(plain, other) > 2 * limit) continue;
    const letters = edits(plain, other);
    if (letters > limit || (letters > 0 && letters >= Math.max(plain.length, other.length))) continue;
    const cost = letters + edits(word, candidate) / 100 + (plain[0] === other[0] ? 0 : 0.5);
    if (cost >= bestCost) continue;
    best = { word: candidate, letters };
    bestCost = cost;
  }
  return best;
}

export interface Suggestion {
  readonly word: string;
  /** How many letters differ, apart from case, dashes and underscores. */
  readonly letters: number;
}

function normalize(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Optimal string alignment distance: a swap of neighbours counts once. */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
