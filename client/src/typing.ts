import type * as vscode from 'vscode';

type Publish = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** For so many milliseconds without a key, what is being typed counts as unfinished. */
const PAUSE = 500;

interface Known {
  shown: readonly vscode.Diagnostic[];
  latest?: vscode.Diagnostic[];
  publish?: Publish;
}

/**
 * Keeps new findings from the line that is being typed until the author pauses: half a word is no mistake. What was shown there
 * before stays, and everything on other lines comes at once.
 */
export class Typing {
  readonly #known = new Map<string, Known>();
  #now: { readonly key: string; readonly uri: vscode.Uri; readonly line: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** A document was changed; a few letters in one place of a line are typing. */
  changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const [change] = contentChanges;
    if (!change) return;
    const { range, text } = change;
    const isTyped =
      contentChanges.length === 1 && range.start.line === range.end.line && /^.{0,2}$/.test(text);
    const next = { key: document.uri.toString(), uri: document.uri, line: range.start.line };
    const goesOn = isTyped && this.#now?.key === next.key && this.#now.line === next.line;
    if (!goesOn) this.#finish();
    if (!isTyped) return;
    clearTimeout(this.#timer);
    this.#now = next;
    this.#timer = setTimeout(() => this.#finish(), PAUSE);
  }

  /** Publishes findings, at the line that is being typed only those that were shown there before. */
  pass(uri: vscode.Uri, all: vscode.Diagnostic[], publish: Publish): void {
    const key = uri.toString();
    const line = this.#now?.key === key ? this.#now.line : undefined;
    const before = this.#known.get(key)?.shown ?? [];
    const wasShown = (one: vscode.Diagnostic): boolean =>
      before.some((other) => other.range.start.line === line && codeOf(other) === codeOf(one));
    const shown = all.filter((one) => one.range.start.line !== line || wasShown(one));
    if (all.length === 0) this.#known.delete(key);
    else this.#known.set(key, { shown, ...(shown.length < all.length ? { latest: all, publish } : {}) });
    publish(uri, shown);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Nothing is being typed any more: what was kept back is shown. */
  #finish(): void {
    clearTimeout(this.#timer);
    const now = this.#now;
    this.#now = undefined;
    const known = now && this.#known.get(now.key);
    if (now && known?.latest && known.publish) this.pass(now.uri, known.latest, known.publish);
  }
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
