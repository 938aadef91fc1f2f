/** The text of a `/** ... *\/` comment, given what stands between its delimiters. */
export function docText(comment: string): string | undefined {
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .replaceAll(/\\(["'*])/g, '$1')
    .trim();
  return text === '' ? undefined : text;
}
