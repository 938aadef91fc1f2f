import { isMap, isSeq } from 'yaml';
import type { Node } from 'yaml';
import type { ManifestDocument } from '../manifest/document.ts';
import { remove, set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Span, TextEdit } from '../text.ts';
import { lineEnd, lineStart } from '../text.ts';
import type { Finding } from './finding.ts';

export const IGNORE_ANNOTATION = 'kube-guardrails/ignore';

/** Silences checks for a line, a document, a file or an object. Spans count from the start of its document. */
export interface Waiver {
  readonly scope: 'line' | 'document' | 'file' | 'object';
  /** The ids it names; none: every check. */
  readonly ids: readonly string[];
  readonly reason: string;
  /** What to underline if it is unused. */
  readonly span: Span;
  /** The lines it covers, for scope `line`. */
  readonly covers?: Span;
  /** The object it covers, for scope `object`. */
  readonly resource?: Resource;
  /** Edits that leave only these ids, or remove it altogether. */
  readonly keepOnly: (ids: readonly string[]) => TextEdit[];
}

const COMMENT = /#[ \t]*kube-guardrails-disable(-next-line|-file)?(?=[\s]|$)([^\r\n]*)/g;

const known = new WeakMap<ManifestDocument, readonly Waiver[]>();

/** All waivers written in a document; computed once per document. */
export function waiversOf(document: ManifestDocument): readonly Waiver[] {
  let waivers = known.get(document);
  if (!waivers) {
    waivers = document.text.includes('kube-guardrails')
      ? [...comments(document), ...annotations(document)]
      : [];
    known.set(document, waivers);
  }
  return waivers;
}

/** Whether a waiver in the finding's own document silences it. File waivers silence findings of other documents, too. */
export function silences(waiver: Waiver, finding: Finding): boolean {
  if (waiver.ids.length > 0 && !waiver.ids.includes(finding.id)) return false;
  if (waiver.scope === 'object') return finding.resource === waiver.resource;
  if (waiver.covers)
    return finding.span.start >= waiver.covers.start && finding.span.start <= waiver.covers.end;
  return true;
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
    const { ids, reason } = parseList(match[2] ?? '');
    const scope = match[1] === '-next-line' ? 'line' : match[1] === '-file' ? 'file' : 'document';
    const head = `# kube-guardrails-disable${match[1] ?? ''}`;
    const keepOnly = (left: readonly string[]): TextEdit[] =>
      left.length > 0
        ? [{ ...span, text: `${head} ${left.join(', ')}${reason ? ` -- ${reason}` : ''}` }]
        : [removeComment(text, span)];
    waivers.push({
      scope,
      ids,
      reason,
      span,
      keepOnly,
      ...(scope === 'line' ? { covers: nextLine(text, span.end) } : {}),
    });
  }
  return waivers;
}

/** `id, id -- reason` */
function parseList(text: string): { ids: string[]; reason: string } {
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(text);
  const list = dashes ? text.slice(0, dashes.index) : text;
  return {
    ids: list.split(/[\s,]+/).filter((id) => id !== ''),
    reason: dashes ? text.slice(dashes.index + dashes[0].length).trim() : '',
  };
}

/** The next line that is neither blank nor a comment. */
function nextLine(text: string, from: number): Span {
  let at = from;
  for (;;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return { start: text.length, end: text.length };
    const start = newline + 1;
    const end = lineEnd(text, start);
    const content = text.slice(start, end).trim();
    if (content !== '' && !content.startsWith('#')) return { start, end };
    at = start;
  }
}

function removeComment(text: string, span: Span): TextEdit {
  const start = lineStart(text, span.start);
  if (text.slice(start, span.start).trim() !== '') {
    return { start: text.slice(0, span.start).trimEnd().length, end: span.end, text: '' };
  }
  const newline = text.indexOf('\n', span.end);
  return { start, end: newline < 0 ? text.length : newline + 1, text: '' };
}

/** Whether a `#` starts a comment and is not part of a scalar. */
function isComment(document: ManifestDocument, offset: number): boolean {
  const before = document.text[offset - 1];
  if (before !== undefined && !/\s/.test(before) && before !== '\uFEFF') return false;
  const inScalar = (node: unknown): boolean => {
    if (isMap(node)) return node.items.some((pair) => inScalar(pair.key) || inScalar(pair.value));
    if (isSeq(node)) return node.items.some(inScalar);
    const range = (node as Node | null)?.range;
    return range ? range[0] <= offset && offset < range[1] : false;
  };
  return !inScalar(document.root.node);
}

function annotations(document: ManifestDocument): Waiver[] {
  return document.resources.flatMap((resource) => {
    const field = resource.root.at('metadata', 'annotations', IGNORE_ANNOTATION);
    const text = field.string;
    if (text === undefined) return [];
    const { ids, reason } = parseList(text);
    const keepOnly = (left: readonly string[]): TextEdit[] =>
      left.length > 0 ? set(field, left.join(', ') + (reason ? ` -- ${reason}` : '')) : remove(field);
    const scope = 'object' as const;
    return [{ scope, ids: ids.includes('*') ? [] : ids, reason, span: field.span, resource, keepOnly }];
  });
}

/** The annotation of an object that waives checks, whether it exists or not. */
export function ignoreAnnotation(resource: Resource): Field {
  return resource.root.at('metadata', 'annotations', IGNORE_ANNOTATION);
}
