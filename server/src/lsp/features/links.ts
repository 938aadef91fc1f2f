import type { Location, LocationLink, SymbolInformation } from 'vscode-languageserver/node';
import { documentTarget } from '../../core/checks/documentVersion.ts';
import type { LinkContext, Linked, Spot } from '../../core/features/links/linked.ts';
import { linkedAt } from '../../core/features/links/linkedAt.ts';
import type { Target } from '../../core/kinds/versions.ts';
import { titleOf } from '../../core/references/objects.ts';
import type { Span } from '../../core/text.ts';
import type { Slot } from '../../core/workspace.ts';
import type { OpenDocument } from '../documents.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';

const CLASS = 5;
/** Nobody reads a longer list; with more letters it gets shorter. */
const MOST_SYMBOLS = 500;

/** The way from a name to what it names, back to all who name it, and to any object by its name. */
export const links: Feature = (session) => {
  const { connection, client, workspace, texts } = session;
  connection.onDefinition(
    guarded(
      session,
      'textDocument/definition',
      ({ textDocument, position }): Location[] | LocationLink[] | null => {
        const at = placeIn(session, textDocument.uri, position);
        const found = at && linkedIn(session, at.document, at.offset);
        if (!found) return null;
        const origin = texts.range(at.document.content, found.origin);
        const declarations = found.declarations();
        if (!client.linksDefinitions) return locations(session, declarations);
        return declarations.flatMap((spot) => toLink(session, spot, origin));
      },
    ),
  );
  connection.onReferences(
    guarded(session, 'textDocument/references', ({ textDocument, position, context }): Location[] | null => {
      const at = placeIn(session, textDocument.uri, position);
      const found = at && linkedIn(session, at.document, at.offset);
      if (!found) return null;
      const declarations = context.includeDeclaration ? found.declarations() : [];
      return locations(session, [...declarations, ...found.uses()]);
    }),
  );
  connection.onWorkspaceSymbol(
    guarded(session, 'workspace/symbol', ({ query }): SymbolInformation[] =>
      workspace
        .objects()
        .filter(({ resource }) => isSubsequence(query, `${resource.kind} ${resource.name ?? ''}`))
        .slice(0, MOST_SYMBOLS)
        .flatMap((slot) => toSymbol(session, slot)),
    ),
  );
  return { definitionProvider: true, referencesProvider: true, workspaceSymbolProvider: true };
};

function placeIn(
  { documents }: Session,
  uri: string,
  position: { line: number; character: number },
): { document: OpenDocument; offset: number } | undefined {
  const document = documents.get(uri);
  return document && { document, offset: document.content.offsetAt(position) };
}

/** What is linked at an offset of an open document that is looked at. */
export function linkedIn(session: Session, document: OpenDocument, offset: number): Linked | undefined {
  const config = session.configs.of(document.uri);
  if (!config.enabled || config.isIgnored(document.uri)) return undefined;
  return linkedAt(linkContext(session), document.uri, offset);
}

function linkContext({ workspace, schemas, configs }: Session): LinkContext {
  const targetOf = (slot: Slot): Target =>
    documentTarget(slot.document, slot.uri, configs.of(slot.uri).diagnoser.config);
  return {
    workspace,
    schemaOf: (slot) => schemas.get(slot.resource, { uri: slot.uri, ...targetOf(slot) }),
    versionOf: (slot) => targetOf(slot).version,
  };
}

/** Each place once, in the order of the files. */
function locations({ texts }: Session, spots: readonly Spot[]): Location[] {
  const distinct = new Map(spots.map((spot) => [`${spot.uri}#${spot.span.start}`, spot]));
  return [...distinct.values()].flatMap(({ uri, span }) => texts.location(uri, span) ?? []);
}

function toLink({ texts }: Session, { uri, span, whole }: Spot, origin: Location['range']): LocationLink[] {
  const target = texts.location(uri, span);
  const all = texts.location(uri, whole ?? span);
  if (!target || !all) return [];
  return [
    {
      targetUri: target.uri,
      targetRange: all.range,
      targetSelectionRange: target.range,
      originSelectionRange: origin,
    },
  ];
}

function toSymbol({ texts }: Session, slot: Slot): SymbolInformation[] {
  const { resource, uri, start } = slot;
  const name = resource.root.at('metadata', 'name');
  const span: Span = name.exists ? name.span : resource.root.at('kind').span;
  const location = texts.location(uri, span, start);
  if (!location) return [];
  const { namespace } = resource;
  const container = namespace === undefined ? {} : { containerName: namespace };
  return [{ name: titleOf(resource), kind: CLASS, location, ...container }];
}

/** As editors filter: all letters in this order. */
function isSubsequence(query: string, text: string): boolean {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  let at = 0;
  for (const letter of text.toLowerCase()) if (letter === wanted[at]) at++;
  return at === wanted.length;
}
