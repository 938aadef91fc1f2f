import type { Hover as LspHover } from 'vscode-languageserver/node';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import { CONFIG_FILE } from '../../core/checks/config/fileName.ts';
import { accountHover } from '../../core/features/accountHover.ts';
import { configHover } from '../../core/features/configHover.ts';
import { fieldHover } from '../../core/features/fieldHover.ts';
import type { Hover } from '../../core/features/hover.ts';
import { findingHover } from '../../core/features/hover.ts';
import type { Slot } from '../../core/workspace.ts';
import { nameOf } from '../../core/workspace/uris.ts';
import { withClusterNames } from '../clusterNames.ts';
import type { OpenDocument } from '../documents.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { readPage, ruleLink } from '../pages.ts';
import type { Session } from '../session.ts';
import type { DocumentPlace } from './completion.ts';
import { documentAt } from './completion.ts';

/** Says what the findings under the pointer mean, then what the key or value there is. */
export const hover: Feature = (session) => {
  const { connection, findings, documents, texts, client, checker, configs } = session;
  const found = (document: OpenDocument): readonly PlacedFinding[] => {
    const latest = checker.takesLong ? findings.latest(document) : undefined;
    if (latest) return latest;
    checker.sync();
    return findings.of(document.uri);
  };
  /** Leads to an object in its file; what has no place in an editor stays where it is. */
  const slotLink = ({ uri, start, document }: Slot): string => {
    const line = session.workspace.text(uri)?.slice(0, start).split('\n').length ?? 1;
    const address = texts.clientUri(uri).replaceAll('(', '%28').replaceAll(')', '%29');
    return `${address}#L${line + leadingLines(document.text)}`;
  };
  connection.onHover(
    guarded(
      session,
      'textDocument/hover',
      async ({ textDocument, position }): Promise<LspHover | null> => {
        const document = documents.get(textDocument.uri);
        if (!document) return null;
        const offset = document.content.offsetAt(position);
        const { file } = configs.of(document.uri);
        const link = (id: string): string => ruleLink(id, client.pageLink, file);
        const about = findingHover(found(document), offset, { page: readPage, link });
        const place = documentAt(session, document, offset);
        const field = place && (await textHover(session, place, link));
        const account = place && accountHover(place.context.workspace, document.uri, offset, slotLink);
        const parts = [about?.text, field?.text, account?.text].filter((text) => text !== undefined);
        if (parts.length === 0) return null;
        const value = parts.join('\n\n---\n\n');
        const span = about ?? account;
        const range = span
          ? texts.range(document.content, span.span)
          : field && texts.range(document.content, field.span, place.start);
        return { contents: { kind: 'markdown', value }, ...(range ? { range } : {}) };
      },
      { unsynced: true },
    ),
  );
  return { hoverProvider: true };
};

/** Comments and empty lines before the object itself. */
function leadingLines(text: string): number {
  return text.slice(0, Math.max(text.search(/^[^\s#-]/m), 0)).split('\n').length - 1;
}

/** What stands in a manifest or the config file, apart from findings. */
async function textHover(
  session: Session,
  { text, offset, context }: DocumentPlace,
  link: (id: string) => string,
): Promise<Hover | undefined> {
  if (nameOf(context.uri) === CONFIG_FILE) return configHover(text, offset, { checks: context.checks, link });
  // Its libraries are loaded with the first hover, not with the server.
  const { scheduleInWords } = await import('../../core/features/meaning/schedule.ts');
  const schedule = (words: string, timeZone: string | undefined): string | undefined =>
    scheduleInWords(words, timeZone, new Date());
  const { result } = await withClusterNames(session, (cluster) =>
    fieldHover(text, offset, { ...context, ...(cluster ? { cluster } : {}), schedule }),
  );
  return result;
}
