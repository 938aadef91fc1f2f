import { StringDecoder } from 'node:string_decoder';
import * as vscode from 'vscode';
import type { Approval } from '../cluster/change/approval.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import { Exec } from '../cluster/streams/exec.ts';
import { LineInput } from '../cluster/streams/lineInput.ts';
import { safeText } from '../cluster/streams/logText.ts';
import { missingShell } from '../cluster/streams/shells.ts';
import type { Connection } from '../cluster/transport/connection.ts';

export interface ShellPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Without one, the terminal is attached to the main process. */
  readonly command?: readonly string[];
  /** Whether the main process is a shell that was started for this terminal. */
  readonly isShell?: boolean;
  /** Whether the program has a terminal of its own. */
  readonly tty: boolean;
  /** Whether it takes input. */
  readonly stdin: boolean;
  readonly approval?: Approval | undefined;
}

/** A command in a container, or its main process, in a terminal. */
export class ShellTerminal implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number | void>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  readonly #connection: Connection;
  readonly #place: ShellPlace;
  readonly #closing = new AbortController();
  readonly #lines = new LineInput();
  #size: vscode.TerminalDimensions | undefined;
  #exec: Exec | undefined;
  /** What was typed before the connection was there. */
  #early: ((exec: Exec) => void)[] = [];
  #hasEnded = false;

  static show(connection: Connection, place: ShellPlace): void {
    const terminal = vscode.window.createTerminal({
      name: `${place.command || place.isShell ? '' : 'attached '}${place.pod} ${place.container}`,
      pty: new ShellTerminal(connection, place),
      iconPath: new vscode.ThemeIcon('terminal'),
      isTransient: true,
    });
    terminal.show();
  }

  private constructor(connection: Connection, place: ShellPlace) {
    this.#connection = connection;
    this.#place = place;
  }

  open(size: vscode.TerminalDimensions | undefined): void {
    this.#size = size;
    if (!this.#place.command) this.#write.fire(note(attachedText(this.#place)));
    this.#start().catch((error: unknown) => this.#end(this.#connection.explain(error)));
  }

  close(): void {
    this.#closing.abort();
    this.#exec?.close();
    this.#hasEnded = true;
  }

  handleInput(data: string): void {
    if (this.#hasEnded) this.#close.fire();
    else if (this.#place.tty && this.#place.stdin) this.#pass((exec) => exec.write(data));
    else this.#typeLine(data);
  }

  setDimensions(size: vscode.TerminalDimensions): void {
    this.#size = size;
    // A program without a terminal gets nothing any more after a word about its size.
    if (this.#place.tty) this.#exec?.resize(size.columns, size.rows);
  }

  async #start(): Promise<void> {
    const decoder = new StringDecoder('utf8');
    const options = { ...this.#place, signal: this.#closing.signal };
    this.#exec = await Exec.start(this.#connection, options, {
      output: (data) => {
        const text = decoder.write(data);
        this.#write.fire(this.#place.tty ? text : linesText(text));
      },
      end: (end) => this.#end(end),
    });
    if (this.#size) this.setDimensions(this.#size);
    for (const pass of this.#early.splice(0)) pass(this.#exec);
  }

  #pass(input: (exec: Exec) => void): void {
    if (this.#exec) input(this.#exec);
    else this.#early.push(input);
  }

  /** For a program without a terminal, or one that takes no input. */
  #typeLine(data: string): void {
    const { echo, send, ends, leaves } = this.#lines.type(data);
    if (leaves) {
      this.close();
      return this.#close.fire();
    }
    if (!this.#place.stdin) return;
    this.#write.fire(echo);
    if (send !== '') this.#pass((exec) => exec.write(send));
    if (ends) this.#pass((exec) => exec.endInput());
  }

  /** A shell that ends well takes its terminal with it; else there is something to read. */
  #end(end: number | ClusterFailure): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (end === 0 && (this.#place.command || this.#place.isShell)) return this.#close.fire(0);
    const text =
      end instanceof ClusterFailure
        ? (missingShell(end.message) ?? `${end.message} ${end.advice}`)
        : this.#place.command
          ? `Ended with exit code ${end}.`
          : 'The main process has ended, or lets nobody listen any more.';
    this.#write.fire(`\r\n\u001B[31m${safeText(text)}\u001B[0m\r\nPress any key to close the terminal.\r\n`);
  }
}

function attachedText({ container, stdin, tty, isShell }: ShellPlace): string {
  if (isShell)
    return `The shell of ${container}. Enter shows its prompt; exit ends it for good, closing the terminal does not.`;
  const input = stdin
    ? `What you type goes to it${tty ? ', Ctrl+C, too; a shell shows its prompt after Enter' : ''}.`
    : 'It takes no input (the manifest has no stdin: true).';
  return `Attached to the main process of ${container}. ${input} Close the terminal to leave${stdin && tty ? '' : ', or press Ctrl+C'}.`;
}

function note(text: string): string {
  return `\u001B[2;3m${safeText(text)}\u001B[0m\r\n`;
}

/** What a program writes that knows of no terminal. */
function linesText(text: string): string {
  return text.split(/\r?\n/).map(safeText).join('\r\n');
}
