import type {
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  SelectionRange,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { documentLinks } from '../../core/features/documentLinks.ts';
import { foldingRanges } from '../../core/features/folding.ts';
import { selectionSpans } from '../../core/features/selectionRanges.ts';
import { kustomizePaths } from '../../core/features/links/kustomizePaths.ts';
import type { SymbolNode } from '../../core/features/symbols.ts';
import { documentSymbols } from '../../core/features/symbols.ts';
import type { ManifestFile } from '../../core/manifest/document.ts';
import type { OpenDocument } from '../documents.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';

/** Class, Module, Interface, Key and Event: what the icons of outlines suggest. */
const KINDS = { object: 5, container: 2, port: 11, key: 20, rule: 24 } as const satisfies Record<
  SymbolNode['kind'],
  number
>;

/** Outline, folding, selection and links of open manifests. Other YAML is left to the editor. */
export const structure: Feature = (session) => {
  const { connection, client, texts, documents, workspace } = session;
  connection.onDocumentSymbol(
    guarded(session, 'textDocument/documentSymbol', ({ textDocument }) => {
      const open = manifest(session, textDocument.uri);
      if (!open) return null;
      const symbols = documentSymbols(open.file.documents);
      return client.nestedSymbols
        ? symbols.map((symbol) => nested(session, open.document, symbol))
        : symbols.flatMap((symbol) => flat(session, open.document, symbol, undefined));
    }),
  );
  connection.onFoldingRanges(
    guarded(session, 'textDocument/foldingRange', ({ textDocument }): FoldingRange[] | null => {
      const open = manifest(session, textDocument.uri);
      return open ? foldingRanges(open.file.text) : null;
    }),
  );
  connection.onSelectionRanges(
    guarded(
      session,
      'textDocument/selectionRange',
      ({ textDocument, positions }): SelectionRange[] | null => {
        const open = manifest(session, textDocument.uri);
        if (!open) return null;
        const { content } = open.document;
        return positions.map((position) => {
          const offset = content.offsetAt(position);
          const place = open.file.documents.findLast(({ start }) => start <= offset);
          const whole = { start: 0, end: content.getText().length };
          const spans = [...(place ? selectionSpans(place, offset) : []), whole];
          return (
            toSelection(spans.map((span) => texts.range(content, span))) ?? {
              range: { start: position, end: position },
            }
          );
        });
      },
    ),
  );
  connection.onDocumentLinks(
    guarded(session, 'textDocument/documentLink', ({ textDocument }): DocumentLink[] | null => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      const paths = kustomizePaths(workspace, document.uri).map(({ span, target }) => ({
        range: texts.range(document.content, span),
        target: texts.clientUri(target),
      }));
      const open = manifest(session, textDocument.uri);
      if (!open) return paths.length > 0 ? paths : null;
      const images = documentLinks(open.file.documents).map(({ span, target, tooltip }) => ({
        range: texts.range(document.content, span),
        target,
        tooltip,
      }));
      return [...paths, ...images];
    }),
  );
  return {
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: {},
  };
};

/** An open file that holds Kubernetes objects. */
function manifest(
  { documents, workspace, configs }: Session,
  uri: string,
): { document: OpenDocument; file: ManifestFile } | undefined {
  const document = documents.get(uri);
  const file = document && workspace.file(document.uri);
  if (!document || !file || !configs.of(document.uri).enabled) return undefined;
  return file.documents.some((one) => one.document.isManifest) ? { document, file } : undefined;
}

function nested(session: Session, document: OpenDocument, symbol: SymbolNode): DocumentSymbol {
  const { name, detail, kind, span, selection, children } = symbol;
  return {
    name,
    detail,
    kind: KINDS[kind],
    range: session.texts.range(document.content, span),
    selectionRange: session.texts.range(document.content, selection),
    children: children.map((child) => nested(session, document, child)),
  };
}

function flat(
  session: Session,
  document: OpenDocument,
  { name, kind, span, children }: SymbolNode,
  containerName: string | undefined,
): SymbolInformation[] {
  const location = { uri: document.clientUri, range: session.texts.range(document.content, span) };
  const own = {
    name,
    kind: KINDS[kind],
    location,
    ...(containerName === undefined ? {} : { containerName }),
  };
  return [own, ...children.flatMap((child) => flat(session, document, child, name))];
}

/** From the inside out. */
function toSelection(ranges: readonly SelectionRange['range'][]): SelectionRange | undefined {
  let selection: SelectionRange | undefined;
  for (const range of ranges.toReversed()) selection = selection ? { range, parent: selection } : { range };
  return selection;
}
