import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { PortChain, PortPlace } from '../../core/references/portChain.ts';
import { changePortEdits, portChainAt } from '../../core/features/changePort.ts';
import { toWorkspaceEdit } from '../edits.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';

/** Renaming a port number changes it at every place that provably speaks of it. */
export const rename: Feature = (session) => {
  const { connection, texts, documents, client } = session;
  connection.onPrepareRename(
    guarded(session, 'textDocument/prepareRename', ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      const found = document && portAt(session, document.uri, document.content.offsetAt(position));
      if (!document || !found) return null;
      return {
        range: texts.range(document.content, found.place.span),
        placeholder: String(found.chain.port),
      };
    }),
  );
  connection.onRenameRequest(
    guarded(session, 'textDocument/rename', ({ textDocument, position, newName }) => {
      const document = documents.get(textDocument.uri);
      const found = document && portAt(session, document.uri, document.content.offsetAt(position));
      if (!found) return null;
      const port = /^\d{1,5}$/.test(newName.trim()) ? Number(newName) : 0;
      if (port < 1 || port > 65_535) {
        throw new ResponseError<void>(
          ErrorCodes.InvalidParams,
          `A port is a number from 1 to 65535, not "${newName}".`,
        );
      }
      return toWorkspaceEdit(session, changePortEdits(found.chain, port));
    }),
  );
  return { renameProvider: client.preparesRename ? { prepareProvider: true } : true };
};

/** The chain of the port number under the cursor, and the number's own place in it. */
export function portAt(
  { workspace }: Session,
  uri: string,
  offset: number,
): { chain: PortChain; place: PortPlace } | undefined {
  const chain = portChainAt(workspace, uri, offset);
  const place = chain?.places.find(
    (one) =>
      one.uri === uri &&
      one.span.start <= offset &&
      offset <= one.span.end &&
      one.edits(chain.port + 1).length > 0,
  );
  return chain && place && { chain, place };
}
