import type { ManifestDocument } from '../../manifest/document.ts';
import { perObject } from '../../references/memo.ts';
import type { Fix } from '../check.ts';
import { nearest } from '../config.ts';
import type { Finding } from '../finding.ts';
import { isComment } from './comments.ts';

const WAIVERS = ['disable', 'disable-next-line', 'disable-file'];
/** What else may follow `# kube-guardrails-`. */
const OTHERS = ['kubernetes-version'];

const DIRECTIVE = /#[ \t]*(kube-?guardrails)([-:_ \t]+)([A-Za-z][\w-]*)/gi;

/** Comments that look like waivers of ours and are none, so that they silence nothing. */
export const misspeltWaivers = perObject((document: ManifestDocument): Omit<Finding, 'severity'>[] => {
  const { text } = document;
  if (!/kube-?guardrails/i.test(text)) return [];
  return Array.from(text.matchAll(DIRECTIVE)).flatMap((match) => {
    const [whole, prefix = '', between = '', word = ''] = match;
    const meant = meaning(prefix, between, word);
    if (meant === undefined || !isComment(document, match.index)) return [];
    const span = { start: match.index, end: match.index + whole.length };
    const directive = `# kube-guardrails-${meant}`;
    const fix: Fix = {
      title: `Change to \`${directive}\``,
      safe: false,
      edits: () => [{ ...span, text: directive }],
    };
    const message = `this waives nothing: there is no \`${whole}\`, did you mean \`${directive}\`?`;
    const place = { path: '', resource: undefined, related: [], tags: [] };
    return [{ id: 'invalid-waiver', basis: 'guardrail' as const, message, span, ...place, fixes: [fix] }];
  });
});

/** The directive that was meant; `undefined` for one that is right, and for prose. */
function meaning(prefix: string, between: string, word: string): string | undefined {
  const isExact = prefix === 'kube-guardrails' && between === '-';
  if (isExact && (WAIVERS.includes(word) || OTHERS.includes(word))) return undefined;
  const name = word.toLowerCase().replace(/^(?:ignore|waive|suppress|skip)\b/, 'disable');
  if (WAIVERS.includes(name)) return name;
  if (/^[ \t]+$/.test(between)) return undefined; // "# kube-guardrails disables it"
  if (/^disable-.*line$/.test(name)) return 'disable-next-line';
  const near = nearest(name, [...WAIVERS, ...OTHERS]);
  return near !== undefined && WAIVERS.includes(near) ? near : undefined;
}
