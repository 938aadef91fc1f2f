import type { Hover as LspHover } from 'vscode-languageserver/node';
import { fieldHover } from '../../core/features/fieldHover.ts';
import { findingHover } from '../../core/features/hover.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { pageLink, readPage } from '../pages.ts';
import { documentAt } from './completion.ts';

/** Says what the findings under the pointer mean, then what the key or value there is. */
export const hover: Feature = (session) => {
  const { connection, findings, documents, texts, client } = session;
  const sources = { page: readPage, link: (id: string): string => pageLink(id, client.pageLink) };
  connection.onHover(
    guarded(session, 'textDocument/hover', async ({ textDocument, position }): Promise<LspHover | null> => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      const offset = document.content.offsetAt(position);
      const found = findingHover(findings.of(document.uri), offset, sources);
      const place = documentAt(session, document, offset);
      // Its libraries are loaded with the first hover, not with the server.
      const { scheduleInWords } = await import('../../core/features/meaning/schedule.ts');
      const schedule = (text: string, timeZone: string | undefined): string | undefined =>
        scheduleInWords(text, timeZone, new Date());
      const field = place && fieldHover(place.text, place.offset, { ...place.context, schedule });
      if (!found && !field) return null;
      const value = [found?.text, field?.text].filter((text) => text !== undefined).join('\n\n---\n\n');
      const range = found
        ? texts.range(document.content, found.span)
        : field && texts.range(document.content, field.span, place.start);
      return { contents: { kind: 'markdown', value }, ...(range ? { range } : {}) };
    }),
  );
  return { hoverProvider: true };
};
