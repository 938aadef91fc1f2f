/**
 * Whether a text is a template and no manifest yet: it has a `{{ }}` action outside of quoted and block scalars.
 * A PrometheusRule or an Argo Workflow keeps its `{{ }}` inside such scalars.
 */
export function hasTemplateActions(text: string): boolean {
  if (!text.includes('{{')) return false;
  let blockIndent = -1; // indentation of the line that opened a block scalar
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const indent = line.length - line.trimStart().length;
    if (blockIndent >= 0) {
      if (indent > blockIndent) continue;
      blockIndent = -1;
    }
    const bare = line.replaceAll(QUOTED, '').replace(COMMENT, '');
    if (bare.includes('{{')) return true;
    if (BLOCK_HEADER.test(bare)) blockIndent = indentOfKey(line, indent);
  }
  return false;
}

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g;
const COMMENT = /(?:^|\s)#.*$/;
const BLOCK_HEADER = /(?:^|[:\s-])[|>][+-]?\d?[+-]?\s*$/;

/** In `- run: |` the scalar belongs to the key, which stands behind the dash. */
function indentOfKey(line: string, indent: number): number {
  const dashes = /^\s*(?:- +)+/.exec(line)?.[0];
  return dashes && /:\s*[|>]/.test(line) ? dashes.length : indent;
}

/** The Chart.yaml beside the `templates/` folder in which a file lies, if it lies in one. */
export function chartOf(uri: string): string | undefined {
  const at = uri.lastIndexOf('/templates/');
  return at < 0 ? undefined : `${uri.slice(0, at)}/Chart.yaml`;
}
