import type * as vscode from 'vscode';

type Publish = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** Hides findings of ours that a cluster's server has put into its own words, so that nothing is said twice. */
export class Shadows {
  readonly #published = new Map<string, { readonly all: vscode.Diagnostic[]; readonly publish: Publish }>();
  readonly #hidden = new Map<string, (finding: vscode.Diagnostic) => boolean>();

  /** Publishes findings but for those that are hidden. */
  pass(uri: vscode.Uri, all: vscode.Diagnostic[], publish: Publish): void {
    const key = uri.toString();
    if (all.length === 0) this.#published.delete(key);
    else this.#published.set(key, { all, publish });
    const isHidden = this.#hidden.get(key);
    publish(uri, isHidden ? all.filter((one) => !isHidden(one)) : all);
  }

  /** Says which findings of a file are hidden from now on. */
  set(uri: vscode.Uri, isHidden: ((finding: vscode.Diagnostic) => boolean) | undefined): void {
    const key = uri.toString();
    if (isHidden) this.#hidden.set(key, isHidden);
    else if (!this.#hidden.delete(key)) return;
    const last = this.#published.get(key);
    if (last) this.pass(uri, last.all, last.publish);
  }
}
