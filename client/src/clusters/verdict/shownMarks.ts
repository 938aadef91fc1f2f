import * as vscode from 'vscode';
import { splitDocuments } from '../../../../server/src/core/manifest/split.ts';
import type { Shadows } from '../../shadows.ts';
import type { Mark } from './marks.ts';
import { diagnosticOf } from './diagnostic.ts';
import type { Judged } from './judged.ts';

/** What was said of one document of a file. It holds while the document's text stays as it was. */
interface Said {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly source: string;
}

/** Shows what servers said of manifests, until these change, are closed, or are checked again. */
export class ShownMarks implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('kube-guardrails-cluster');
  readonly #said = new Map<string, readonly Said[]>();
  readonly #shadows: Shadows;
  readonly #subscriptions: vscode.Disposable;

  constructor(shadows: Shadows) {
    this.#shadows = shadows;
    this.#subscriptions = vscode.Disposable.from(
      this.#collection,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#refresh(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    );
  }

  /** Shows what was said of a file, or of some of its documents beside what is known of the others. */
  show(document: vscode.TextDocument, source: string, isWhole: boolean, judged: readonly Judged[]): void {
    const byDocument = Map.groupBy(judged, (one) => one.document);
    const fresh = [...byDocument].map(([{ text }, objects]) => {
      return { text, source, marks: objects.flatMap(({ marks }) => marks) };
    });
    const known = isWhole ? [] : (this.#said.get(document.uri.toString()) ?? []);
    const kept = known.filter(({ text }) => !fresh.some((one) => one.text === text));
    this.#said.set(document.uri.toString(), [...kept, ...fresh]);
    this.#refresh(document);
  }

  dispose(): void {
    for (const uri of this.#said.keys()) this.#shadows.set(vscode.Uri.parse(uri), undefined);
    this.#subscriptions.dispose();
  }

  #forget(document: vscode.TextDocument): void {
    if (!this.#said.delete(document.uri.toString())) return;
    this.#collection.delete(document.uri);
    this.#shadows.set(document.uri, undefined);
  }

  /** Puts the marks of documents that are still as they were to where these are now; the others are dropped. */
  #refresh(document: vscode.TextDocument): void {
    const said = this.#said.get(document.uri.toString());
    if (!said) return;
    const text = document.getText();
    const shown: { readonly diagnostic: vscode.Diagnostic; readonly isExact: boolean }[] = [];
    const left = new Set<Said>();
    for (const { start, end } of splitDocuments(text)) {
      const one = said.find((each) => each.text === text.slice(start, end));
      if (!one) continue;
      left.add(one);
      for (const mark of one.marks) {
        const diagnostic = diagnosticOf(document, start, mark, one.source);
        shown.push({ diagnostic, isExact: mark.isExact });
      }
    }
    if (left.size === 0) return this.#forget(document);
    this.#said.set(document.uri.toString(), [...left]);
    this.#collection.set(
      document.uri,
      shown.map(({ diagnostic }) => diagnostic),
    );
    this.#shadows.set(document.uri, (ours) => shown.some((theirs) => saysTheSame(theirs, ours)));
  }
}

/** Whether a finding of ours is what the server says, too. It says at a missing field what is missing; what we say there may be another thing. */
function saysTheSame(
  { diagnostic, isExact }: { readonly diagnostic: vscode.Diagnostic; readonly isExact: boolean },
  ours: vscode.Diagnostic,
): boolean {
  if (!diagnostic.range.isEqual(ours.range) || diagnostic.severity !== ours.severity) return false;
  if (ours.severity === vscode.DiagnosticSeverity.Information) return false;
  return isExact || ours.severity === vscode.DiagnosticSeverity.Error;
}
