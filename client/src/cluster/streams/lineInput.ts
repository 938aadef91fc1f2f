/** What to do after a key. */
export interface Typed {
  /** For the terminal. */
  readonly echo: string;
  /** For the program. */
  readonly send: string;
  /** The input is over. */
  readonly ends: boolean;
  /** Somebody wants to go. */
  readonly leaves: boolean;
}

const LETTERS = new Intl.Segmenter();

/** Input for a program that has no terminal: a line is shown and corrected here, and sent when it is whole. */
export class LineInput {
  #line = '';

  type(data: string): Typed {
    let [echo, send, ends, leaves] = ['', '', false, false];
    if (data.startsWith('\u001B')) return { echo, send, ends, leaves }; // arrows and the like
    for (const key of data) {
      if (key === '\r' || key === '\n') {
        send += `${this.#line}\n`;
        echo += '\r\n';
        this.#line = '';
      } else if (key === '\u007F' || key === '\b') {
        const last = [...LETTERS.segment(this.#line)].at(-1);
        if (last) echo += '\b \b';
        this.#line = this.#line.slice(0, last?.index ?? 0);
      } else if (key === '\u0003') leaves = true;
      else if (key === '\u0004') ends ||= this.#line === '';
      else if (key === '\t' || key >= ' ') {
        this.#line += key;
        echo += key;
      }
    }
    return { echo, send, ends, leaves };
  }
}
