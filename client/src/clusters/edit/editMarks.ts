import * as vscode from 'vscode';
import type { Problem } from '../../cluster/change/edit/editable.ts';
import { readEdit } from '../../cluster/change/edit/editable.ts';
import { spanOf } from '../../cluster/change/edit/spanOf.ts';

/** Why a document could not be saved, at the lines that it is about. */
export class EditMarks implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('kube-guardrails-edit');

  /** Marks the problems; gives the first line, counted from 1. */
  set(uri: vscode.Uri, text: string, problems: readonly Problem[]): number | undefined {
    const { root } = readEdit(text);
    const marks = problems.map((problem) => {
      const { start, end } = spanOf(root, problem);
      const range = new vscode.Range(positionAt(text, start), positionAt(text, end));
      const mark = new vscode.Diagnostic(range, problem.message, vscode.DiagnosticSeverity.Error);
      mark.source = 'Kube Guardrails';
      return mark;
    });
    this.#collection.set(uri, marks);
    const lines = marks.map(({ range }) => range.start.line + 1);
    return lines.length > 0 ? Math.min(...lines) : undefined;
  }

  clear(uri: vscode.Uri): void {
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** Of an offset, in a text that the editor may not have as a document yet. */
function positionAt(text: string, offset: number): vscode.Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return new vscode.Position(line, offset - (before.lastIndexOf('\n') + 1));
}
