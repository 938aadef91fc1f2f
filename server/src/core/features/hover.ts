import type { PlacedFinding } from '../checks/finding.ts';
import type { Span } from '../text.ts';

export interface Hover {
  /** Markdown. */
  readonly text: string;
  /** Counted from the start of the file. */
  readonly span: Span;
}

/** What the hover needs beyond the findings. */
export interface HoverSources {
  /** The text of a check's page. */
  readonly page: (id: string) => string | undefined;
  /** The link to a check's page. */
  readonly link: (id: string) => string;
}

/** What the findings at a place mean, why they matter and what to do; `undefined` where there are none. */
export function findingHover(
  findings: readonly PlacedFinding[],
  offset: number,
  sources: HoverSources,
): Hover | undefined {
  const here = findings.filter(
    ({ start, span }) => start + span.start <= offset && offset <= start + span.end,
  );
  const [first] = here;
  if (!first) return undefined;
  const text = here.map((finding) => describe(finding, sources)).join('\n\n---\n\n');
  return { text, span: { start: first.start + first.span.start, end: first.start + first.span.end } };
}

function describe(finding: PlacedFinding, { page, link }: HoverSources): string {
  const { id, waived, message } = finding;
  const text = page(id) ?? '';
  // Editors show the message of a finding themselves, but not of one that is waived.
  const parts = [
    `**${id}**: ${(waived === undefined && section(text, 'What is wrong')) || escapeMarkdown(message)}`,
  ];
  if (waived !== undefined)
    parts.push(waived ? `*Waived:* ${escapeMarkdown(waived)}` : '*Waived without a reason.*');
  const why = section(text, 'Why it matters');
  const what = section(text, 'What to do');
  if (why) parts.push(`*Why it matters:* ${why}`);
  if (what) parts.push(`*What to do:* ${what}`);
  parts.push(`[More about \`${id}\`](${link(id)})`);
  return parts.join('\n\n');
}

/** The text below a heading of a page up to its first example; a last sentence that leads to the example is left out. */
function section(page: string, heading: string): string | undefined {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) return undefined;
  const from = page.indexOf('\n', start + 1);
  const end = page.indexOf('\n## ', from);
  const body = page.slice(from, end < 0 ? page.length : end);
  const [text = ''] = body.split(/^(?:`{3,}|~{3,})/m, 1);
  const paragraphs = text.trim().split(/\n{2,}/);
  if (paragraphs.length > 1 && paragraphs.at(-1)?.endsWith(':')) paragraphs.pop();
  return paragraphs.join('\n\n');
}

/** Text of a manifest as Markdown that shows it as it is: no links, no HTML, no formatting. Code spans stay. */
export function escapeMarkdown(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&:]/g, String.raw`\$&`),
    )
    .join('');
}
