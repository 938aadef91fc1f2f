/** A YAML block of a check's page, which is a test: see CONTRIBUTING.md. */
export interface PageBlock {
  readonly kind: 'problem' | 'fixed' | 'clean';
  readonly text: string;
  /** Options of the check, from `options={...}` behind the block's language. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Other checks that are off, from `off=some-check,other-check`: those behind which this one steps back. */
  readonly off: readonly string[];
  /** Target version, from `version=1.30`. */
  readonly version: string | undefined;
  /** Line of the page on which the block starts, from 1. */
  readonly line: number;
}

const FENCE = /^```yaml(?: (problem|fixed))?(.*)\n([\s\S]*?)^```$/gm;

export function pageBlocks(page: string): PageBlock[] {
  return [...page.matchAll(FENCE)].map((match) => {
    const rest = match[2] ?? '';
    const options = /options=(\{.*?\})(?=\s|$)/.exec(rest)?.[1];
    return {
      kind: (match[1] as 'problem' | 'fixed' | undefined) ?? 'clean',
      text: match[3] ?? '',
      options: options ? (JSON.parse(options) as Record<string, unknown>) : {},
      off: /off=(\S+)/.exec(rest)?.[1]?.split(',') ?? [],
      version: /version=(\S+)/.exec(rest)?.[1],
      line: page.slice(0, match.index).split('\n').length,
    };
  });
}
