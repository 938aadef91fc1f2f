import type { AnyCheck } from '../../checks/check.ts';
import { ENGINE_FINDINGS } from '../../checks/engineFindings.ts';
import { lineStart } from '../../text.ts';
import type { Place } from '../place/place.ts';
import type { Suggestion } from './suggestion.ts';
import { snippetEdit } from './suggestion.ts';

interface Known {
  readonly id: string;
  readonly title: string;
}

export function knownIds(checks: readonly AnyCheck[]): Known[] {
  return [...checks, ...ENGINE_FINDINGS].toSorted((a, b) => a.id.localeCompare(b.id));
}

const DIRECTIVES: Readonly<Record<string, string>> = {
  'kube-guardrails-disable-next-line': 'waive checks for the line below',
  'kube-guardrails-disable': 'waive checks for this document',
  'kube-guardrails-disable-file': 'waive checks for this file',
  'kube-guardrails-kubernetes-version:': 'check this document for another Kubernetes version',
};

/** Our comments and the ids in them; `undefined` where the offset lies in no comment of ours. */
export function commentSuggestions(
  text: string,
  offset: number,
  checks: readonly AnyCheck[],
): Suggestion[] | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  const directive = /(?:^|\s)#[ \t]*(kube-[\w-]*|k|ku|kub|kube)$/.exec(before)?.[1];
  if (directive !== undefined) {
    const span = { start: offset - directive.length, end: offset };
    return Object.entries(DIRECTIVES).map(([label, detail], rank) => ({
      label,
      kind: 'check',
      detail,
      edit: snippetEdit(span, `${label} $0`),
      rank,
    }));
  }
  const list = /(?:^|\s)#[ \t]*kube-guardrails-disable(?:-next-line|-file)?[ \t]+([^#]*)$/.exec(before)?.[1];
  if (list === undefined || /(?:^|\s)--(?:\s|$)/.test(list)) return undefined;
  return idSuggestions(text, offset, list, checks);
}

/** Ids in the annotation that waives them. */
export function annotationSuggestions(
  text: string,
  place: Place,
  offset: number,
  checks: readonly AnyCheck[],
): Suggestion[] {
  return / -- /.test(place.typed) ? [] : idSuggestions(text, offset, place.typed, checks);
}

function idSuggestions(
  text: string,
  offset: number,
  list: string,
  checks: readonly AnyCheck[],
): Suggestion[] {
  const word = /[\w-]*$/.exec(list)?.[0] ?? '';
  const rest = /^[\w-]*/.exec(text.slice(offset))?.[0] ?? '';
  const present = new Set(list.slice(0, list.length - word.length).split(/[\s,]+/));
  const span = { start: offset - word.length, end: offset + rest.length };
  return knownIds(checks).flatMap(({ id, title }) =>
    present.has(id)
      ? []
      : [{ label: id, kind: 'check', detail: title, edit: snippetEdit(span, id), rank: 1 }],
  );
}
