import type { TextDocumentPositionParams } from 'vscode-languageserver/node';
import { versionIn } from '../../core/checks/documentVersion.ts';
import { splitDocuments } from '../../core/manifest/split.ts';
import type { DocumentVersion } from '../../core/protocol.ts';
import { DOCUMENT_VERSION } from '../../core/protocol.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { shownVersion } from '../shownVersion.ts';

/** Says which Kubernetes version counts where the author is. */
export const documentVersion: Feature = (session) => {
  const { connection, documents, configs, cluster } = session;
  connection.onRequest(
    DOCUMENT_VERSION,
    guarded(
      session,
      DOCUMENT_VERSION,
      ({ textDocument, position }: TextDocumentPositionParams): DocumentVersion | null => {
        const document = documents.get(textDocument.uri);
        const config = document && configs.of(document.uri);
        if (!document || !config?.enabled || document.tooLarge) return null;
        const text = document.content.getText();
        const offset = document.content.offsetAt(position);
        const span = splitDocuments(text).findLast(({ start }) => start <= offset);
        const own = versionIn(text.slice(span?.start, span?.end));
        const target = config.diagnoser.config.targetOf(document.uri, own);
        return { ...shownVersion(target, cluster), isOwn: own !== undefined };
      },
      { unsynced: true },
    ),
  );
  return {};
};
