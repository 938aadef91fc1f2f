import * as vscode from 'vscode';
import { lineFilter, LogBuffer, LogPainter, plainLine, safeText } from '../cluster/streams/logText.ts';
import type { LogLine, MergedLogOptions } from '../cluster/streams/mergedLog.ts';
import { MergedLog } from '../cluster/streams/mergedLog.ts';
import type { PodOwner } from '../cluster/streams/podsOf.ts';
import type { Connection } from '../cluster/transport/connection.ts';

const KEYS = '[f] filter  [t] times  [o] open as text  [c] clear  [q] stop';
/** More lines a second than somebody can read; the rest is kept for the filter and the text, but not drawn. */
const MOST_DRAWN = 5000;
const CLEAR = '\u001B[2J\u001B[3J\u001B[H';
const note = (text: string) => `\u001B[2;3m${safeText(text)}\u001B[0m\r\n`;

/**
 * A log in a terminal: it has colours, a search, a bounded number of lines and a screen reader's view without work of ours, and draws
 * thousands of lines a second, which a document does not.
 */
export class LogTerminal implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<void>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  readonly #connection: Connection;
  readonly #owner: PodOwner;
  readonly #options: MergedLogOptions;
  readonly #buffer = new LogBuffer();
  readonly #painter = new LogPainter();
  readonly #containers = new Set<string>();
  #log: MergedLog | undefined;
  #filter = '';
  #timestamps = false;
  #drawn = { since: 0, lines: 0, skipped: 0 };

  static show(connection: Connection, owner: PodOwner, options: MergedLogOptions): void {
    const terminal = vscode.window.createTerminal({
      name: `logs ${owner.name}${options.container === undefined ? '' : ` ${options.container}`}`,
      pty: new LogTerminal(connection, owner, options),
      iconPath: new vscode.ThemeIcon('output'),
      isTransient: true,
    });
    terminal.show();
  }

  private constructor(connection: Connection, owner: PodOwner, options: MergedLogOptions) {
    this.#connection = connection;
    this.#owner = owner;
    this.#options = options;
  }

  open(): void {
    const { kind, name, namespace } = this.#owner;
    this.#write.fire(note(`${kind} ${namespace}/${name} in ${this.#connection.context.name}   ${KEYS}`));
    this.#log = new MergedLog(this.#connection, this.#owner, this.#options, {
      lines: (lines) => this.#take(lines),
      note: (text) => this.#write.fire(note(text)),
      end: () => this.#write.fire(note('This is the end of the log.')),
    });
  }

  close(): void {
    this.#log?.close();
    this.#write.dispose();
    this.#close.dispose();
  }

  handleInput(data: string): void {
    switch (data) {
      case 'f':
        void this.#askFilter();
        break;
      case 't':
        this.#timestamps = !this.#timestamps;
        this.#redraw();
        break;
      case 'c':
        this.#write.fire(CLEAR);
        break;
      case 'o':
        void this.#openText();
        break;
      case 'q':
      case '\u0003': // Ctrl+C
        this.#log?.close();
        this.#write.fire(note('Stopped.'));
        break;
      default:
    }
  }

  #take(lines: readonly LogLine[]): void {
    this.#buffer.push(lines);
    for (const { container } of lines) this.#containers.add(container);
    const wanted = lines.filter(lineFilter(this.#filter));
    if (performance.now() - this.#drawn.since > 1000) {
      const { skipped } = this.#drawn;
      if (skipped > 0)
        this.#write.fire(note(`${skipped} lines came too fast to be shown; [o] has the latest of them.`));
      this.#drawn = { since: performance.now(), lines: 0, skipped: 0 };
    }
    const shown = wanted.slice(0, Math.max(0, MOST_DRAWN - this.#drawn.lines));
    this.#drawn.lines += shown.length;
    this.#drawn.skipped += wanted.length - shown.length;
    if (shown.length > 0) this.#write.fire(this.#paint(shown));
  }

  #paint(lines: readonly LogLine[]): string {
    const look = {
      timestamps: this.#timestamps,
      pods: this.#owner.kind !== 'Pod',
      containers: this.#containers.size > 1,
    };
    return lines.map((line) => this.#painter.paint(line, look)).join('');
  }

  async #askFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      title: 'Show only lines with',
      prompt: 'A part of the line, or a regular expression between slashes. Empty: all lines.',
      value: this.#filter,
    });
    if (filter === undefined) return;
    this.#filter = filter;
    this.#redraw();
  }

  #redraw(): void {
    const lines = this.#buffer.lines().filter(lineFilter(this.#filter));
    const filter = this.#filter === '' ? '' : note(`${lines.length} lines with ${this.#filter}   ${KEYS}`);
    this.#write.fire(CLEAR + filter + this.#paint(lines));
  }

  async #openText(): Promise<void> {
    const content = this.#buffer.lines().filter(lineFilter(this.#filter)).map(plainLine).join('\n');
    const document = await vscode.workspace.openTextDocument({ content, language: 'log' });
    await vscode.window.showTextDocument(document);
  }
}
