import * as vscode from 'vscode';
import { fieldAt } from '../../cluster/change/apply/fieldAt.ts';
import type { Manifest } from '../../cluster/change/apply/readManifests.ts';
import { readManifests } from '../../cluster/change/apply/readManifests.ts';
import type { Problem } from '../../cluster/change/rollout/problem.ts';

/** Whose rollout it is, and where it is written. */
export interface RolloutPlace {
  readonly key: string;
  /** The context. */
  readonly source: string;
  readonly manifest: Manifest;
  readonly uri: vscode.Uri;
}

/** Behind the context in the source of our diagnostics, as `(server)` is behind that of what a server says. */
const SEEN = ' (rollout)';
const DISMISS = 'kubeGuardrails.clusters.dismissRollout';

/** What stands in the way of rollouts, on the fields of the manifest that cause it, until it is over or somebody dismisses it. */
export class RolloutFindings implements vscode.Disposable, vscode.CodeActionProvider {
  readonly #collection = vscode.languages.createDiagnosticCollection('kube-guardrails rollouts');
  readonly #byKey = new Map<
    string,
    { readonly uri: vscode.Uri; readonly found: readonly vscode.Diagnostic[] }
  >();
  /** Of which nothing is said any more, however the rollout goes on. */
  readonly #dismissed = new Set<string>();
  readonly #subscriptions: vscode.Disposable;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      this.#collection,
      vscode.languages.registerCodeActionsProvider(
        ['yaml', 'json', 'jsonc'].map((language) => ({ language })),
        this,
        { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
      ),
    );
  }

  /** It was applied, perhaps again: what was seen before is no longer true. */
  begin(key: string): void {
    this.#dismissed.delete(key);
    this.clear(key);
  }

  show({ key, source, manifest, uri }: RolloutPlace, problems: readonly Problem[]): void {
    if (this.#dismissed.has(key)) return;
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    if (!document) return;
    const written = readManifests(document.getText()).manifests.find((one) => isSame(one, manifest));
    if (!written) return this.clear(key);
    const found = problems.map(({ paths, message, isError }) => {
      const places = paths.map((path) => fieldAt(written.root, path));
      const { field } = places.find(({ isExact }) => isExact) ??
        places[0] ?? { field: written.root.at('kind') };
      const [start, end] = [field.span.start, field.span.end].map((at) =>
        document.positionAt(written.start + at),
      );
      const range = new vscode.Range(start ?? document.positionAt(0), end ?? document.positionAt(0));
      const severity = isError ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
      const diagnostic = new vscode.Diagnostic(range, message, severity);
      diagnostic.source = `${source}${SEEN}`;
      return diagnostic;
    });
    this.#byKey.set(key, { uri, found });
    this.#publish(uri);
  }

  clear(key: string): void {
    const known = this.#byKey.get(key);
    if (!known) return;
    this.#byKey.delete(key);
    this.#publish(known.uri);
  }

  /** Takes away all that is said of a document, until it is applied again. */
  dismiss(uri: vscode.Uri): void {
    for (const [key, one] of this.#byKey) {
      if (one.uri.toString() !== uri.toString()) continue;
      this.#byKey.delete(key);
      this.#dismissed.add(key);
    }
    this.#publish(uri);
  }

  provideCodeActions(
    { uri }: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const own = diagnostics.filter(({ source }) => source?.endsWith(SEEN) === true);
    if (own.length === 0) return [];
    const title = 'Dismiss what was seen of the rollout';
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = own;
    action.command = { title, command: DISMISS, arguments: [uri] };
    return [action];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #publish(uri: vscode.Uri): void {
    const own = [...this.#byKey.values()].filter((one) => one.uri.toString() === uri.toString());
    this.#collection.set(
      uri,
      own.flatMap(({ found }) => found),
    );
  }
}

function isSame(one: Manifest, other: Manifest): boolean {
  return (
    one.kind === other.kind &&
    one.group === other.group &&
    one.name === other.name &&
    one.namespace === other.namespace
  );
}
