import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { FileEdits } from '../../core/checks/fix.ts';
import type { PortChain, PortPlace } from '../../core/references/portChain.ts';
import { changePortEdits, portChainAt } from '../../core/features/changePort.ts';
import type { Linked, Renaming } from '../../core/features/links/linked.ts';
import type { TextEdit } from '../../core/text.ts';
import { toWorkspaceEdit } from '../edits.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';
import { linkedIn } from './links.ts';

/**
 * Renaming a port number changes it at every place that provably speaks of it; renaming an object or a volume, every place that
 * names it.
 */
export const rename: Feature = (session) => {
  const { connection, texts, documents, client } = session;
  connection.onPrepareRename(
    guarded(session, 'textDocument/prepareRename', ({ textDocument, position }) => {
      const document = documents.get(textDocument.uri);
      const offset = document?.content.offsetAt(position) ?? 0;
      const port = document && portAt(session, document.uri, offset);
      const linked = document && !port ? linkedIn(session, document, offset) : undefined;
      if (document && port) {
        return {
          range: texts.range(document.content, port.place.span),
          placeholder: String(port.chain.port),
        };
      }
      const renaming = linked && renamingOf(linked);
      if (!document || !renaming) return null;
      return { range: texts.range(document.content, linked.origin), placeholder: renaming.name };
    }),
  );
  connection.onRenameRequest(
    guarded(session, 'textDocument/rename', ({ textDocument, position, newName }) => {
      const document = documents.get(textDocument.uri);
      const offset = document?.content.offsetAt(position) ?? 0;
      const port = document && portAt(session, document.uri, offset);
      if (port) return toWorkspaceEdit(session, changePortEdits(port.chain, portNumber(newName)));
      const linked = document && linkedIn(session, document, offset);
      const renaming = linked && renamingOf(linked);
      return renaming ? toWorkspaceEdit(session, renameEdits(renaming, newNameOf(renaming, newName))) : null;
    }),
  );
  return { renameProvider: client.preparesRename ? { prepareProvider: true } : true };
};

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw new ResponseError<void>(
    ErrorCodes.InvalidParams,
    `A port is a number from 1 to 65535, not "${text}".`,
  );
}

/** How a name is changed; a change that would leave out a place is refused, and the editor shows why. */
function renamingOf(linked: Linked): Renaming | undefined {
  const renaming = linked.renaming?.();
  if (renaming?.refusal === undefined) return renaming;
  throw new ResponseError<void>(
    ErrorCodes.InvalidParams,
    `"${renaming.name}" cannot be renamed everywhere at once: ${renaming.refusal}.`,
  );
}

function newNameOf({ problem }: Renaming, text: string): string {
  const name = text.trim();
  const why = problem(name);
  if (why === undefined) return name;
  throw new ResponseError<void>(ErrorCodes.InvalidParams, `"${name}" cannot be a name here: ${why}.`);
}

/** Edits from the start of each file; a place that is found in two ways changes once. */
function renameEdits({ spots }: Renaming, name: string): FileEdits {
  const files = new Map<string, Map<number, TextEdit>>();
  for (const { uri, edits } of spots) {
    const own = files.get(uri) ?? new Map<number, TextEdit>();
    for (const edit of edits?.(name) ?? []) own.set(edit.start, edit);
    if (own.size > 0) files.set(uri, own);
  }
  return new Map([...files].map(([uri, edits]) => [uri, [...edits.values()]]));
}

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
