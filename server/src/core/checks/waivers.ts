import type { ManifestDocument } from '../manifest/document.ts';
import { remove, set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Span, TextEdit } from '../text.ts';
import type { Finding } from './finding.ts';
import type { Aliases } from './waivers/aliases.ts';
import { isComment, nextLine, removeComment } from './waivers/comments.ts';
import { FOREIGN_HINT, foreignWaivers } from './waivers/foreign.ts';

export const IGNORE_ANNOTATION = 'kube-guardrails/ignore';

/** Silences checks for a line, a document, a file or an object. Spans count from the start of its document. */
export interface Waiver {
  readonly scope: 'line' | 'document' | 'file' | 'object';
  /** Whose names it uses, if not ours. */
  readonly tool?: string;
  /** The names as written; none: every check (of the tool). */
  readonly ids: readonly string[];
  readonly reason: string;
  /** The last day on which it holds, as written. */
  readonly until?: string;
  /** What to underline if it is unused. */
  readonly span: Span;
  /** What it covers, for scope `line`. */
  readonly covers?: Span;
  /** The object it covers, for scope `object`. */
  readonly resource?: Resource;
  /** Edits that leave only these names, or remove it altogether. */
  readonly keepOnly: (ids: readonly string[]) => TextEdit[];
}

const COMMENT = /#[ \t]*kube-guardrails-disable(-next-line|-file)?(?=[\s]|$)([^\r\n]*)/g;

const known = new WeakMap<ManifestDocument, readonly Waiver[]>();

/** All waivers written in a document, those of other tools last; computed once per document. */
export function waiversOf(document: ManifestDocument): readonly Waiver[] {
  let waivers = known.get(document);
  if (!waivers) {
    waivers = [
      ...(document.text.includes('kube-guardrails') ? [...comments(document), ...annotations(document)] : []),
      ...(FOREIGN_HINT.test(document.text) ? foreignWaivers(document) : []),
    ];
    known.set(document, waivers);
  }
  return waivers;
}

/** Which of a waiver's names silence a finding; `''` for one that names none. File waivers silence other documents, too. */
export function silencedBy(waiver: Waiver, finding: Finding, aliases: Aliases): string | undefined {
  if (waiver.scope === 'object' && finding.resource !== waiver.resource) return undefined;
  const { covers, ids, tool } = waiver;
  if (covers && (finding.span.start < covers.start || finding.span.start > covers.end)) return undefined;
  if (tool === undefined) return ids.length === 0 ? '' : ids.find((id) => id === finding.id);
  if (ids.length === 0) return aliases.of(tool).has(finding.id) ? '' : undefined;
  return ids.find((name) => aliases.idsOf(tool, name).includes(finding.id));
}

/** The text that waives a check for the line below. */
export function nextLineComment(ids: readonly string[], reason: string): string {
  return `# kube-guardrails-disable-next-line ${ids.join(', ')} -- ${reason}`;
}

function comments(document: ManifestDocument): Waiver[] {
  const { text } = document;
  const waivers: Waiver[] = [];
  for (const match of text.matchAll(COMMENT)) {
    const start = match.index;
    if (!isComment(document, start)) continue;
    const span = { start, end: start + match[0].trimEnd().length };
    const list = parseList(match[2] ?? '');
    const scope = match[1] === '-next-line' ? 'line' : match[1] === '-file' ? 'file' : 'document';
    const head = `# kube-guardrails-disable${match[1] ?? ''}`;
    const keepOnly = (left: readonly string[]): TextEdit[] =>
      left.length > 0 ? [{ ...span, text: `${head} ${writeList(left, list)}` }] : [removeComment(text, span)];
    waivers.push({
      scope,
      ...list,
      span,
      keepOnly,
      ...(scope === 'line' ? { covers: nextLine(text, span.end) } : {}),
    });
  }
  return waivers;
}

type List = Pick<Waiver, 'ids' | 'reason' | 'until'>;

/** `id, id until 2027-01-31 -- reason` */
function parseList(text: string): List {
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(text);
  const list = dashes ? text.slice(0, dashes.index) : text;
  const until = /(?:^|[\s,])until(?:\s+([^\s,]*)|$)/.exec(list);
  return {
    ids: (until ? list.slice(0, until.index) + list.slice(until.index + until[0].length) : list)
      .split(/[\s,]+/)
      .filter((id) => id !== ''),
    reason: dashes ? text.slice(dashes.index + dashes[0].length).trim() : '',
    ...(until ? { until: until[1] ?? '' } : {}),
  };
}

function writeList(ids: readonly string[], { until, reason }: List): string {
  return ids.join(', ') + (until === undefined ? '' : ` until ${until}`) + (reason ? ` -- ${reason}` : '');
}

function annotations(document: ManifestDocument): Waiver[] {
  return document.resources.flatMap((resource) => {
    const field = ignoreAnnotation(resource);
    const text = field.string;
    if (text === undefined) return [];
    const list = parseList(text);
    const keepOnly = (left: readonly string[]): TextEdit[] =>
      left.length > 0 ? set(field, writeList(left, list)) : remove(field);
    const ids = list.ids.includes('*') ? [] : list.ids;
    return [{ scope: 'object' as const, ...list, ids, span: field.span, resource, keepOnly }];
  });
}

/** The annotation of an object that waives checks, whether it exists or not. */
export function ignoreAnnotation(resource: Resource): Field {
  return resource.root.at('metadata', 'annotations', IGNORE_ANNOTATION);
}
