import type { SemanticTokens } from 'vscode-languageserver/node';
import { SemanticTokensBuilder } from 'vscode-languageserver/node';
import { documentTarget } from '../../core/checks/documentVersion.ts';
import type { Highlight } from '../../core/features/highlights.ts';
import { highlights } from '../../core/features/highlights.ts';
import { allNames } from '../../core/references/byName.ts';
import type { Span } from '../../core/text.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';

const TYPES = ['variable', 'property'];
const MODIFIERS = ['deprecated', 'defaultLibrary'];
/** Index of the type, and bits of the modifiers. */
const TOKENS = { known: [0, 0], given: [0, 2], deprecated: [1, 1] } as const satisfies Record<
  Highlight['kind'],
  readonly [number, number]
>;

/** Colours what the grammar cannot know. Tokens are asked for again when names come and go in other files. */
export const semanticTokens: Feature = (session) => {
  const { connection, documents, workspace, client, checker } = session;
  let served: string | undefined;
  const answer = (uri: string, part?: Span): SemanticTokens => {
    served = allNames(workspace);
    return tokens(session, uri, part);
  };
  connection.languages.semanticTokens.on(
    guarded(session, 'textDocument/semanticTokens/full', ({ textDocument }) => answer(textDocument.uri)),
  );
  connection.languages.semanticTokens.onRange(
    guarded(session, 'textDocument/semanticTokens/range', ({ textDocument, range }) => {
      const content = documents.get(textDocument.uri)?.content;
      return answer(
        textDocument.uri,
        content && { start: content.offsetAt(range.start), end: content.offsetAt(range.end) },
      );
    }),
  );
  if (client.refreshesTokens) {
    checker.onSwept.add(() => {
      if (served === undefined || served === allNames(workspace)) return;
      served = undefined;
      void connection.languages.semanticTokens.refresh();
    });
  }
  return {
    semanticTokensProvider: {
      legend: { tokenTypes: TYPES, tokenModifiers: MODIFIERS },
      full: true,
      range: true,
    },
  };
};

function tokens(
  { documents, configs, workspace, schemas }: Session,
  uri: string,
  part?: Span,
): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const document = documents.get(uri);
  const config = document && configs.of(document.uri);
  if (!document || !config?.enabled || config.isIgnored(document.uri)) return builder.build();
  const found = highlights(
    workspace,
    document.uri,
    schemas,
    (slot) => documentTarget(slot.document, slot.uri, config.diagnoser.config),
    part,
  );
  for (const { start, end, kind } of found) {
    const { line, character } = document.content.positionAt(start);
    const [type, modifiers] = TOKENS[kind];
    builder.push(line, character, end - start, type, modifiers);
  }
  return builder.build();
}
