import type { TextDocumentPositionParams } from 'vscode-languageserver/node';
import { versionOf } from '../../core/checks/documentVersion.ts';
import { formatVersion, versionNotice } from '../../core/kinds/versions.ts';
import { splitDocuments } from '../../core/manifest/split.ts';
import type { DocumentVersion } from '../../core/protocol.ts';
import { DOCUMENT_VERSION } from '../../core/protocol.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';

/** Says which Kubernetes version counts where the author is. */
export const documentVersion: Feature = (session) => {
  const { connection, documents, configs } = session;
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
        const own = versionOf(text.slice(span?.start, span?.end), NONE);
        const version = own === NONE ? config.diagnoser.config.version : own;
        const notice = versionNotice(formatVersion(version));
        return {
          kubernetesVersion: formatVersion(version),
          isOwn: own !== NONE,
          ...(notice === undefined ? {} : { notice }),
        };
      },
      { unsynced: true },
    ),
  );
  return {};
};

const NONE = -1;
