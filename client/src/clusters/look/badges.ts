import * as vscode from 'vscode';
import { countsText, type Problem } from '../../cluster/look/checkReport.ts';

/** Rows of the tree have addresses of this scheme, by which they get their badges. */
const SCHEME = 'kube-guardrails-row';

/** The address of a row: that of an object or namespace in the API, '' for the context as a whole. */
export function rowUri(context: string, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: '/', query: JSON.stringify({ context, path }) });
}

/** How many findings the last check had in an object, a namespace or a context, as a badge of its row. */
export class Badges implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri[]>();
  readonly #badges = new Map<string, vscode.FileDecoration>();

  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration = vscode.window.registerFileDecorationProvider(this); // which looks at the event at once

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return uri.scheme === SCHEME ? this.#badges.get(uri.toString()) : undefined;
  }

  /** Sets the badges of rows anew. */
  set(rows: ReadonlyMap<vscode.Uri, readonly Problem[]>): void {
    for (const [uri, problems] of rows) {
      if (problems.length === 0) this.#badges.delete(uri.toString());
      else this.#badges.set(uri.toString(), badgeOf(problems));
    }
    this.#changed.fire([...rows.keys()]);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function badgeOf(problems: readonly Problem[]): vscode.FileDecoration {
  const worst = ['error', 'warning'].find((severity) => problems.some((one) => one.severity === severity));
  const color = worst === undefined ? undefined : new vscode.ThemeColor(`list.${worst}Foreground`);
  const text = problems.length > 99 ? '99' : String(problems.length);
  return new vscode.FileDecoration(text, `checked: ${countsText(problems)}`, color);
}
