import { findingHover } from '../../core/features/hover.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { pageLink, readPage } from '../pages.ts';

/** Says what the findings under the pointer mean. */
export const hover: Feature = (session) => {
  const { connection, findings, documents, texts, client } = session;
  const sources = { page: readPage, link: (id: string): string => pageLink(id, client.pageLink) };
  connection.onHover(
    guarded(session, 'textDocument/hover', ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      const found = findingHover(findings.of(document.uri), document.content.offsetAt(position), sources);
      if (!found) return null;
      return {
        contents: { kind: 'markdown', value: found.text },
        range: texts.range(document.content, found.span),
      };
    }),
  );
  return { hoverProvider: true };
};
