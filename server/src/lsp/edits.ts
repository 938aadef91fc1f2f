import type {
  AnnotatedTextEdit,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit as LspTextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileEdits } from '../core/checks/fix.ts';
import type { TextEdit } from '../core/text.ts';
import { lineStart } from '../core/text.ts';
import type { Session } from './session.ts';

/**
 * Edits for the editor. In the file at hand, values to be confirmed become tab stops where the editor supports them; elsewhere
 * a `# TODO` comment asks for them. Edits carry the version they were made for, so that a later text is not damaged.
 */
export function toWorkspaceEdit(session: Session, edits: FileEdits, snippetsIn?: string): WorkspaceEdit {
  const { client, texts, documents } = session;
  const files: [string, TextDocumentEdit['edits'], number | null][] = [];
  for (const [uri, changes] of edits) {
    const text = texts.get(uri);
    if (!text) continue;
    const snippets = client.snippetEdits && uri === snippetsIn ? snippetEdits(text, changes) : undefined;
    const list = snippets ?? changes.map((edit) => plain(session, text, edit));
    files.push([texts.clientUri(uri), list, documents.get(uri)?.content.version ?? null]);
  }
  if (!client.documentChanges) {
    return { changes: Object.fromEntries(files.map(([uri, list]) => [uri, list as LspTextEdit[]])) };
  }
  return {
    documentChanges: files.map(([uri, list, version]) => ({ textDocument: { uri, version }, edits: list })),
  };
}

function plain({ texts }: Session, text: TextDocument, edit: TextEdit): LspTextEdit {
  return { range: texts.range(text, edit), newText: edit.text };
}

const TAB_STOP = /(?:^|[^\\])\$[{\d]/;

/** `undefined` where no edit has anything to confirm, or two snippets would come to lie on one line. */
function snippetEdits(
  text: TextDocument,
  edits: readonly TextEdit[],
): (LspTextEdit | AnnotatedTextEdit | SnippetTextEdit)[] | undefined {
  if (!edits.some(hasTabStop)) return undefined;
  const placed = edits.map((edit) => (hasTabStop(edit) ? fromLineStart(text.getText(), edit) : edit));
  const sorted = placed.toSorted((a, b) => a.start - b.start);
  if (sorted.some((edit, index) => edit.start < (sorted[index - 1]?.end ?? 0))) return undefined;
  return placed.map((edit) => {
    const range = { start: text.positionAt(edit.start), end: text.positionAt(edit.end) };
    return hasTabStop(edit)
      ? { range, snippet: { kind: 'snippet' as const, value: edit.snippet ?? '' } }
      : { range, newText: edit.text };
  });
}

function hasTabStop({ snippet }: TextEdit): boolean {
  return snippet !== undefined && TAB_STOP.test(snippet);
}

/**
 * VS Code indents the further lines of a snippet like the line on which it is inserted. Ours are indented already, so a
 * snippet of several lines starts at the start of its line, where there is nothing to add.
 */
function fromLineStart(text: string, edit: TextEdit): TextEdit {
  const { snippet = '' } = edit;
  if (!snippet.trimEnd().includes('\n')) return edit;
  const start = lineStart(text, edit.start);
  const before = text.slice(start, edit.start).replaceAll(/[\\$}]/g, String.raw`\$&`);
  return { ...edit, start, snippet: before + snippet };
}
