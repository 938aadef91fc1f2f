import type { CompletionItem, CompletionList, TextEdit as LspEdit } from 'vscode-languageserver/node';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { completionAt, leadsOn } from '../../core/features/completion.ts';
import type { FeatureContext } from '../../core/features/completion/context.ts';
import type { Suggestion } from '../../core/features/completion/suggestion.ts';
import { versionIn } from '../../core/checks/documentVersion.ts';
import { mayHoldManifest } from '../../core/manifest/detect.ts';
import { splitDocuments } from '../../core/manifest/split.ts';
import type { Span } from '../../core/text.ts';
import { withClusterNames } from '../clusterNames.ts';
import type { OpenDocument } from '../documents.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';

const KINDS = { field: 10, value: 12, name: 18, object: 15, check: 21 } as const satisfies Record<
  Suggestion['kind'],
  number
>;
const SNIPPET = 2;
const AS_IS = 1;
/** VS Code's own: what may follow is offered at once. */
const ASK_AGAIN = { title: '', command: 'editor.action.triggerSuggest' };

/** Fields, values, whole objects and our own words. What explains an item is made when the editor asks for it. */
export const completion: Feature = (session) => {
  const { connection, documents, client } = session;
  let last: { readonly list: number; readonly suggestions: readonly Suggestion[] } = {
    list: 0,
    suggestions: [],
  };
  connection.onCompletion(
    guarded(
      session,
      'textDocument/completion',
      async ({ textDocument, position, context }, token): Promise<CompletionList | null> => {
        const document = documents.get(textDocument.uri);
        const place = document && documentAt(session, document, document.content.offsetAt(position));
        if (!document || !place) return null;
        const { version } = document.content;
        const { result, isLate } = await withClusterNames(session, (cluster) =>
          completionAt(
            place.text,
            place.offset,
            { ...place.context, ...(cluster ? { cluster } : {}) },
            context?.triggerCharacter,
          ),
        );
        const { suggestions, isPartial } = result;
        if (token.isCancellationRequested || version !== document.content.version)
          throw new ResponseError<void>(LSPErrorCodes.ContentModified, 'the text has changed');
        if (suggestions.length === 0) return null;
        last = { list: last.list + 1, suggestions };
        const toItem = itemWriter(session, document, place, last.list);
        return { isIncomplete: isPartial || isLate, items: suggestions.map(toItem) };
      },
      { unsynced: true },
    ),
  );
  connection.onCompletionResolve((item) => {
    const { list, index } = Object(item.data) as { list?: unknown; index?: unknown };
    const suggestion = list === last.list && typeof index === 'number' ? last.suggestions[index] : undefined;
    const value = suggestion?.documentation?.();
    if (value === undefined) return item;
    return { ...item, documentation: { kind: client.markdown ? 'markdown' : 'plaintext', value } };
  });
  return { completionProvider: { resolveProvider: true, triggerCharacters: [' ', ':', '"', '/', ','] } };
};

export interface DocumentPlace {
  /** The YAML document that holds the offset, and where it starts. */
  readonly text: string;
  readonly start: number;
  /** Counted from that start. */
  readonly offset: number;
  readonly context: FeatureContext;
}

/** The YAML document at an offset, unless the file is none that we look at. */
export function documentAt(
  session: Session,
  { uri, content, tooLarge }: OpenDocument,
  offset: number,
): DocumentPlace | undefined {
  const { configs, schemas, workspace } = session;
  const config = configs.of(uri);
  if (workspace.text(uri) === undefined) session.checker.sync(); // it was opened just now
  if (!config.enabled || config.isIgnored(uri) || tooLarge || !workspace.file(uri)) return undefined;
  const whole = content.getText();
  const span = splitDocuments(whole).findLast(({ start }) => start <= offset);
  if (!span) return undefined;
  const text = whole.slice(span.start, span.end);
  if (content.languageId !== 'yaml' && !mayHoldManifest(text)) return undefined;
  const target = config.diagnoser.config.targetOf(uri, versionIn(text));
  return {
    text,
    start: span.start,
    offset: offset - span.start,
    context: { uri, start: span.start, workspace, schemas, checks: config.diagnoser.checks, ...target },
  };
}

function itemWriter(
  { client, texts }: Session,
  { content }: OpenDocument,
  { start: base, text: whole, context }: DocumentPlace,
  list: number,
): (suggestion: Suggestion, index: number) => CompletionItem {
  const range = (span: Span): LspEdit['range'] => texts.range(content, span, base);
  const asksAgain = client.pageLink?.startsWith('command:') ?? false;
  const ranges = new Map<string, LspEdit['range']>();
  const shared = (span: Span): LspEdit['range'] => {
    const key = `${span.start} ${span.end}`;
    const known = ranges.get(key) ?? range(span);
    ranges.set(key, known);
    return known;
  };
  return (suggestion, index) => {
    const { label, kind, detail, edit, filter, rank, isDeprecated, also } = suggestion;
    const { text, snippet } = edit;
    const isSnippet = client.completionSnippets && snippet !== text;
    return {
      label,
      kind: KINDS[kind],
      sortText: `${rank}`.padStart(3, '0') + label,
      textEdit: { range: shared(edit), newText: isSnippet ? snippet : text },
      data: { list, index },
      ...(detail === undefined ? {} : { detail }),
      ...(filter === undefined || filter === label ? {} : { filterText: filter }),
      ...(isSnippet ? { insertTextFormat: SNIPPET } : {}),
      ...(text.includes('\n') ? { insertTextMode: AS_IS } : {}),
      ...(isSnippet && asksAgain && leadsOn(whole, suggestion, context) ? { command: ASK_AGAIN } : {}),
      ...(isDeprecated ? { tags: [1] } : {}),
      ...(also ? { additionalTextEdits: also.map((one) => ({ range: range(one), newText: one.text })) } : {}),
    };
  };
}
