import type * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { EXPLAIN_LINK } from './pageLink.ts';
import { pageUri } from './pages.ts';
import type { Shadows } from './shadows.ts';
import type { Typing } from './typing.ts';

/**
 * The server links a finding's code to the command that explains it, as it does in its hovers. VS Code runs
 * command links of findings in the Problems panel only, so there the page itself takes their place: a document
 * opens from everywhere, without a prompt and without the network. What a cluster's server has said is left out,
 * and what is being typed is left alone.
 */
export function findings(shadows: Shadows, typing: Typing): Middleware {
  return {
    didChange: async (event, next) => {
      typing.changed(event);
      await next(event);
    },
    handleDiagnostics: (uri, diagnostics, next) => {
      for (const diagnostic of diagnostics) linkToPage(diagnostic);
      typing.pass(uri, diagnostics, (_uri, shown) => shadows.pass(uri, shown, next));
    },
  };
}

function linkToPage(diagnostic: vscode.Diagnostic): void {
  const { code } = diagnostic;
  if (typeof code !== 'object' || code.target.scheme !== EXPLAIN_LINK.scheme) return;
  diagnostic.code = { value: code.value, target: pageUri(String(code.value)) };
}
