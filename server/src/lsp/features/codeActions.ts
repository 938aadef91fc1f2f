import type { CodeAction, Command, Diagnostic } from 'vscode-languageserver/node';
import { safeFix } from '../../core/checks/fix.ts';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import { findingActions, firstFix, isWaivable } from '../../core/features/codeActions.ts';
import { fixAllEdits } from '../../core/features/fixAll.ts';
import type { OpenDocument } from '../documents.ts';
import { SOURCE } from '../convert.ts';
import { toWorkspaceEdit } from '../edits.ts';
import { guarded } from '../errors.ts';
import type { Feature } from '../features.ts';
import { isOurs } from '../pages.ts';
import type { Session } from '../session.ts';
import { EXPLAIN } from './explain.ts';
import { projectWaiverEdit } from './projectWaiver.ts';
import { portAt } from './rename.ts';

const QUICK_FIX = 'quickfix';
const FIX_ALL = 'source.fixAll.kubeGuardrails';
const REWRITE = 'refactor.rewrite';

/** A selection may span the whole file: nobody reads a menu that long, and the editor asks with every move. */
const MOST = 20;

/** What of an action is left to compute when it is chosen. */
type Data =
  | { readonly kind: 'fixAll'; readonly uri: string }
  | { readonly kind: 'fixId'; readonly uri: string; readonly id: string }
  | { readonly kind: 'project'; readonly uri: string; readonly id: string };

/** Fixes, ways to waive, and explanations of the findings in a range. */
export const codeActions: Feature = (session) => {
  const { connection, documents, client } = session;
  connection.onCodeAction(
    guarded(session, 'textDocument/codeAction', ({ textDocument, range, context }, token) => {
      const document = documents.get(textDocument.uri);
      if (!document) return null;
      const { content, uri } = document;
      const start = content.offsetAt(range.start);
      const end = content.offsetAt(range.end);
      const wants = (kind: string): boolean =>
        context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
      const findings = session.findings.of(uri).filter(({ waived }) => waived === undefined);
      const actions: CodeAction[] = [];
      if (wants(QUICK_FIX)) {
        const here = findings
          .filter((one) => one.start + one.span.start <= end && start <= one.start + one.span.end)
          .slice(0, MOST);
        const seen = new Set<string>();
        for (const finding of here) {
          if (token.isCancellationRequested) return null;
          actions.push(...actionsOf(session, document, finding, context.diagnostics));
          if (seen.has(finding.id)) continue;
          seen.add(finding.id);
          actions.push(...actionsOfCheck(session, document, finding.id, findings));
        }
      }
      if (wants(FIX_ALL) && findings.some(safeFix)) {
        actions.push(
          lazily(session, { title: 'Apply all safe fixes', kind: FIX_ALL }, { kind: 'fixAll', uri }),
        );
      }
      if (wants(REWRITE) && client.pageLink?.startsWith('command:') && portAt(session, uri, start)) {
        const command: Command = { title: 'Change this port everywhere', command: 'editor.action.rename' };
        actions.push({ title: command.title, kind: REWRITE, command });
      }
      return actions.map(withPlainTitle);
    }),
  );
  connection.onCodeActionResolve(
    guarded(session, 'codeAction/resolve', (action) => {
      const edit = isData(action.data) ? editFor(session, action.data) : undefined;
      return edit ? { ...action, edit } : action;
    }),
  );
  return { codeActionProvider: { codeActionKinds: [QUICK_FIX, FIX_ALL, REWRITE], resolveProvider: true } };
};

/** Editors show titles as they are, so the backquotes that mark code elsewhere would only be in the way. */
function withPlainTitle(action: CodeAction): CodeAction {
  return { ...action, title: action.title.replaceAll('`', '') };
}

/** What can be done about one finding. */
function actionsOf(
  session: Session,
  document: OpenDocument,
  finding: PlacedFinding,
  shown: readonly Diagnostic[],
): CodeAction[] {
  const start = document.content.positionAt(finding.start + finding.span.start);
  const diagnostics = shown.filter(
    ({ source, code, range }) =>
      source === SOURCE &&
      code === finding.id &&
      range.start.line === start.line &&
      range.start.character === start.character,
  );
  return findingActions(session.workspace, finding).map(({ title, edits, preferred }) => ({
    title,
    kind: QUICK_FIX,
    diagnostics,
    edit: toWorkspaceEdit(session, edits, document.uri),
    ...(preferred ? { isPreferred: true } : {}),
  }));
}

/** What can be done about all findings of one check. */
function actionsOfCheck(
  session: Session,
  { uri }: OpenDocument,
  id: string,
  findings: readonly PlacedFinding[],
): CodeAction[] {
  const same = findings.filter((one) => one.id === id);
  const actions: CodeAction[] = [];
  if (same.filter(({ fixes }) => fixes.length > 0).length > 1) {
    actions.push(
      lazily(
        session,
        { title: `Fix all \`${id}\` problems in this file`, kind: QUICK_FIX },
        { kind: 'fixId', uri, id },
      ),
    );
  }
  // Not every editor can create the config file, and not every config file can be added to.
  if (same.some(isWaivable) && projectWaiverEdit(session, uri, id)) {
    actions.push(
      lazily(
        session,
        { title: `Waive \`${id}\` for the project`, kind: QUICK_FIX },
        { kind: 'project', uri, id },
      ),
    );
  }
  const title = `Explain \`${id}\``;
  if (isOurs(id) && (session.client.pageLink !== undefined || session.client.showsDocuments)) {
    actions.push({ title, kind: QUICK_FIX, command: { title, command: EXPLAIN, arguments: [id] } });
  }
  return actions;
}

/** Leaves the edits to `codeAction/resolve` where the editor asks for them then. */
function lazily(session: Session, action: CodeAction, data: Data): CodeAction {
  if (session.client.resolvesEdits) return { ...action, data };
  const edit = editFor(session, data);
  return edit ? { ...action, edit } : action;
}

function editFor(session: Session, data: Data): CodeAction['edit'] {
  const { workspace, configs } = session;
  if (data.kind === 'project') return projectWaiverEdit(session, data.uri, data.id);
  const { diagnoser } = configs.of(data.uri);
  const choose = data.kind === 'fixAll' ? safeFix : firstFix(data.id);
  const edits = fixAllEdits(workspace, data.uri, (uri) => diagnoser.diagnose(workspace, uri), choose);
  return toWorkspaceEdit(session, edits);
}

/** It comes back from the editor, so it is checked. */
function isData(value: unknown): value is Data {
  const { kind, uri, id } = Object(value) as Record<string, unknown>;
  if (typeof uri !== 'string') return false;
  return kind === 'fixAll' || ((kind === 'fixId' || kind === 'project') && typeof id === 'string');
}
