/**
 * Manifests come from strangers: what is quoted from them must not move the cursor, change colours or reorder the line.
 * C0 and C1 controls, DEL, bidirectional controls, line and paragraph separators and lone surrogates are written out.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g; // oxlint-disable-line no-control-regex

/** One line for people: every control character stands as `\n`, `\x1b` or `\u202e`. */
export function visible(text: string): string {
  return text.replace(UNSAFE, written);
}

/** Text as it stands in JSON: the same characters as `\u` escapes, which JSON.stringify leaves as they are beyond U+001F. */
export function safeJson(value: unknown, indent: number): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (char) =>
    char === '\n' ? char : unicode(char),
  );
}

const SHORT: Readonly<Record<string, string>> = {
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function written(char: string): string {
  const code = char.charCodeAt(0);
  return SHORT[char] ?? (code <= 0xff ? String.raw`\x${code.toString(16).padStart(2, '0')}` : unicode(char));
}

function unicode(char: string): string {
  return String.raw`\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
