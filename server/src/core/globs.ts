/** Whether a path, relative to the folder that the globs belong to and with `/`, matches one of them. */
export type Matches = (path: string) => boolean;

/**
 * Prepares globs of a config file or the settings: `*`, `?`, `[a-z]`, `{a,b}` and `**`. A glob that names a folder means all
 * that is in it. Config files come from strangers, so no regular expression is built from them (one with a few stars takes
 * minutes to fail): the time is bounded by the product of the lengths.
 */
export function matcher(globs: readonly string[]): Matches {
  const patterns = globs
    .filter((glob) => glob !== '' && glob.length <= 1024)
    .flatMap(expandBraces)
    .map((glob) =>
      glob
        .replace(/^\.?\//, '')
        .replace(/\/$/, '')
        .split('/'),
    );
  if (patterns.length === 0) return () => false;
  return (path) => {
    const parts = path.split('/');
    return patterns.some((pattern) => matchesParts(pattern, parts));
  };
}

const MAX_ALTERNATIVES = 200;

/** `a/{b,c}.yaml` as `a/b.yaml` and `a/c.yaml`, inner braces first. What is left over beyond the limit stays as it is. */
function expandBraces(glob: string): string[] {
  const done: string[] = [];
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const match = done.length + open.length < MAX_ALTERNATIVES ? /\{([^{}]*,[^{}]*)\}/.exec(next) : undefined;
    if (!match) done.push(next);
    else {
      const [whole, choices = ''] = match;
      const after = next.slice(match.index + whole.length);
      for (const choice of choices.split(',')) open.push(next.slice(0, match.index) + choice + after);
    }
  }
  return done;
}

/** Which prefixes of the path the pattern has matched so far, part by part; a path below a match matches, too. */
function matchesParts(pattern: readonly string[], parts: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === '**') for (let to = at; to <= parts.length; to++) next.add(to);
      else if (at < parts.length && matchesPart(part, parts[at] ?? '')) next.add(at + 1);
    }
    if (next.size === 0) return false;
    reached = next;
  }
  return pattern.at(-1) === '**' ? [...reached].some((at) => at > 0) : reached.size > 0;
}

/** The usual loop with one step back to the last star. */
function matchesPart(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let from = 0;
  while (at < text.length) {
    const step = pattern[from] === '*' ? undefined : stepOver(pattern, from, text[at] ?? '');
    if (pattern[from] === '*') {
      star = ++from;
      resume = at;
    } else if (step !== undefined) {
      from = step;
      at++;
    } else if (star >= 0) {
      from = star;
      at = ++resume;
    } else return false;
  }
  while (pattern[from] === '*') from++;
  return from === pattern.length;
}

/** Where the pattern goes on if its next sign fits a character; `undefined` if it does not. */
function stepOver(pattern: string, from: number, char: string): number | undefined {
  const sign = pattern[from];
  if (sign === '?') return from + 1;
  if (sign === '[') {
    const end = pattern.indexOf(']', from + 2);
    if (end > 0) return inClass(pattern.slice(from + 1, end), char) ? end + 1 : undefined;
  }
  return sign === char ? from + 1 : undefined;
}

function inClass(members: string, char: string): boolean {
  const negated = /^[!^]/.test(members);
  const list = negated ? members.slice(1) : members;
  let found = false;
  for (let at = 0; at < list.length; at++) {
    const low = list[at] ?? '';
    if (list[at + 1] === '-' && at + 2 < list.length) {
      found ||= low <= char && char <= (list[at + 2] ?? '');
      at += 2;
    } else found ||= low === char;
  }
  return found !== negated;
}
