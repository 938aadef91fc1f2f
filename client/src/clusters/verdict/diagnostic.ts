import * as vscode from 'vscode';
import { pageUri } from '../../pages.ts';
import type { Mark } from './marks.ts';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** A mark as VS Code shows it. */
export function diagnosticOf(
  document: vscode.TextDocument,
  start: number,
  mark: Mark,
  source: string,
): vscode.Diagnostic {
  const range = new vscode.Range(
    document.positionAt(start + mark.span.start),
    document.positionAt(start + mark.span.end),
  );
  const diagnostic = new vscode.Diagnostic(range, mark.message, SEVERITIES[mark.severity]);
  diagnostic.source = source;
  if (mark.check !== undefined) diagnostic.code = { value: mark.check, target: pageUri(mark.check) };
  return diagnostic;
}
