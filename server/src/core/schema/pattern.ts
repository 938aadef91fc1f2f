import { RE2JS } from 're2js';

const known = new Map<string, RE2JS | undefined>();
const MOST = 500;

/**
 * Whether a text matches a pattern of a custom resource definition. Patterns are written for RE2 and by strangers, so they run
 * on an engine that takes linear time. A pattern that cannot be read matches everything.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!known.has(pattern)) {
    if (known.size >= MOST) known.clear();
    known.set(pattern, compile(pattern));
  }
  return known.get(pattern)?.matcher(text).find() ?? true;
}

/** Whether a pattern is one that RE2 reads. */
export function isPattern(pattern: string): boolean {
  return compile(pattern) !== undefined;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
