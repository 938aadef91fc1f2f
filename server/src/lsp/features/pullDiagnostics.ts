import type { CancellationToken, WorkspaceDocumentDiagnosticReport } from 'vscode-languageserver/node';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import type { Session } from '../session.ts';

/** Findings for editors that ask for them. Without pull, nothing is registered and they are sent. */
export const pullDiagnostics: Feature = (session) => {
  const { connection, client, checker, findings, documents } = session;
  if (client.diagnostics === 'push') return {};
  connection.languages.diagnostics.on(
    guarded(session, 'textDocument/diagnostic', async ({ textDocument, previousResultId }) => {
      await checker.started;
      const document = documents.get(textDocument.uri);
      if (!document) return { kind: 'full' as const, items: [] };
      checker.sync();
      const items = [...findings.diagnostics(document.uri)];
      const resultId = findings.results.get(document.uri)?.id ?? NONE;
      return resultId === previousResultId
        ? { kind: 'unchanged' as const, resultId }
        : { kind: 'full' as const, resultId, items };
    }),
  );
  connection.languages.diagnostics.onWorkspace(
    guarded(session, 'workspace/diagnostic', async ({ previousResultIds }, token) => {
      await checker.started;
      const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      let items = reports(session, known);
      while (items.length === 0 && known.size > 0 && !token.isCancellationRequested) {
        await nextChange(session, token);
        items = reports(session, known);
      }
      return { items };
    }),
  );
  return {};
};

const NONE = 'none';

/** What differs from what the editor knows of closed files. Open ones it asks for one by one. */
function reports(
  { findings, documents }: Session,
  known: ReadonlyMap<string, string>,
): WorkspaceDocumentDiagnosticReport[] {
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  for (const uri of findings.results.uris()) {
    const result = documents.get(uri) ? undefined : findings.results.get(uri);
    if (!result || known.get(uri) === result.id) continue;
    items.push({ kind: 'full', uri, version: null, resultId: result.id, items: [...result.diagnostics] });
  }
  for (const [uri, id] of known) {
    if (id !== NONE && !findings.results.get(uri)) {
      items.push({ kind: 'full', uri, version: null, resultId: NONE, items: [] });
    }
  }
  return items;
}

/** The editor asks again as soon as it has an answer, so it gets one only when there is news. */
async function nextChange({ checker }: Session, token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve) => {
    checker.onClosedChanged.add(resolve);
    token.onCancellationRequested(() => {
      checker.onClosedChanged.delete(resolve);
      resolve();
    });
  });
}
