import type * as vscode from 'vscode';

type Publish = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** For so many milliseconds without a key, what is being typed counts as unfinished. */
const PAUSE = 500;

/** A finding that is shown, and where it stands now. */
interface Shown {
  readonly code: unknown;
  readonly start: vscode.Position;
}

interface Known {
  shown: readonly Shown[];
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
    const known = this.#known.get(next.key);
    if (known) known.shown = contentChanges.reduce(moveWith, known.shown);
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
      before.some((other) => other.start.line === line && other.code === codeOf(one));
    const passed = all.filter((one) => one.range.start.line !== line || wasShown(one));
    const shown = passed.map((one) => ({ code: codeOf(one), start: one.range.start }));
    if (all.length === 0) this.#known.delete(key);
    else this.#known.set(key, { shown, ...(passed.length < all.length ? { latest: all, publish } : {}) });
    publish(uri, passed);
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

/** What stands behind a change moves with it, as the editor moves the squiggle. */
function moveWith(
  shown: readonly Shown[],
  { range: { start, end }, text }: vscode.TextDocumentContentChangeEvent,
): readonly Shown[] {
  const added = text.split('\n');
  const last = added.at(-1)?.length ?? 0;
  return shown.map((one) => {
    const { line, character } = one.start;
    if (line < end.line || (line === end.line && character < end.character)) return one;
    const from = added.length > 1 ? last : start.character + last;
    return {
      ...one,
      start: {
        line: line + added.length - 1 - (end.line - start.line),
        character: line === end.line ? character - end.character + from : character,
      } as vscode.Position,
    };
  });
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
