import { StringDecoder } from 'node:string_decoder';
import * as vscode from 'vscode';
import type { Approval } from '../cluster/change/approval.ts';
import { ClusterFailure } from '../cluster/failure.ts';
import { Exec } from '../cluster/streams/exec.ts';
import { safeText } from '../cluster/streams/logText.ts';
import { missingShell } from '../cluster/streams/shells.ts';
import type { Connection } from '../cluster/transport/connection.ts';

export interface ShellPlace {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
  readonly approval?: Approval | undefined;
}

/** A command in a container, in a terminal. */
export class ShellTerminal implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number | void>();
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;
  readonly #connection: Connection;
  readonly #place: ShellPlace;
  readonly #closing = new AbortController();
  #size: vscode.TerminalDimensions | undefined;
  #exec: Exec | undefined;
  #hasEnded = false;

  static show(connection: Connection, place: ShellPlace): void {
    const terminal = vscode.window.createTerminal({
      name: `${place.pod} ${place.container}`,
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
    this.#start().catch((error: unknown) => this.#end(this.#connection.explain(error)));
  }

  close(): void {
    this.#closing.abort();
    this.#exec?.close();
    this.#hasEnded = true;
  }

  handleInput(data: string): void {
    if (this.#hasEnded) this.#close.fire();
    else this.#exec?.write(data);
  }

  setDimensions(size: vscode.TerminalDimensions): void {
    this.#size = size;
    this.#exec?.resize(size.columns, size.rows);
  }

  async #start(): Promise<void> {
    const decoder = new StringDecoder('utf8');
    const options = { ...this.#place, tty: true, signal: this.#closing.signal };
    this.#exec = await Exec.start(this.#connection, options, {
      output: (data) => this.#write.fire(decoder.write(data)),
      end: (end) => this.#end(end),
    });
    if (this.#size) this.setDimensions(this.#size);
  }

  /** A shell that ends well takes its terminal with it; else there is something to read. */
  #end(end: number | ClusterFailure): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (end === 0) return this.#close.fire(0);
    const text =
      end instanceof ClusterFailure
        ? (missingShell(end.message) ?? `${end.message} ${end.advice}`)
        : `Ended with exit code ${end}.`;
    this.#write.fire(`\r\n\u001B[31m${safeText(text)}\u001B[0m\r\nPress any key to close the terminal.\r\n`);
  }
}
