import type { LogLine } from './mergedLog.ts';

/** What of a log is kept, so that it can be filtered and shown anew: the oldest lines go first. */
const [MOST_LINES, MOST_CHARACTERS] = [10_000, 8_000_000];

export class LogBuffer {
  #lines: LogLine[] = [];
  #first = 0;
  #characters = 0;

  push(lines: readonly LogLine[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#characters += line.text.length;
    }
    while (this.size > MOST_LINES || this.#characters > MOST_CHARACTERS) {
      this.#characters -= this.#lines[this.#first]?.text.length ?? 0;
      this.#first++;
    }
    if (this.#first < MOST_LINES) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }

  get size(): number {
    return this.#lines.length - this.#first;
  }

  /** From the oldest to the newest. */
  lines(): readonly LogLine[] {
    return this.#lines.slice(this.#first);
  }
}

/** Whether a line is wanted: a part of it, in any case, or a regular expression between slashes. */
export function lineFilter(filter: string): (line: LogLine) => boolean {
  if (filter === '') return () => true;
  const [, pattern] = /^\/(.+)\/$/.exec(filter) ?? [];
  if (pattern !== undefined) {
    try {
      const expression = new RegExp(pattern, 'i');
      return ({ text }) => expression.test(plainText(text));
    } catch {
      // Not one: it is looked for as it stands.
    }
  }
  const part = filter.toLowerCase();
  return ({ text }) => plainText(text).toLowerCase().includes(part);
}

/** How lines look in a terminal. */
export interface LogLook {
  readonly timestamps: boolean;
  readonly pods: boolean;
  readonly containers: boolean;
}

/** Lines as text for a terminal: each pod has a colour of its own. */
export class LogPainter {
  readonly #colors = new Map<string, number>();

  paint(line: LogLine, { timestamps, pods, containers }: LogLook): string {
    const who = [...(pods ? [line.pod] : []), ...(containers ? [line.container] : [])].join(' ');
    const source = who === '' ? '' : `\u001B[${this.#color(line.pod)}m${safeText(who)}\u001B[0m `;
    const time = timestamps ? `\u001B[2m${safeText(line.time)}\u001B[0m ` : '';
    return `${source}${time}${safeText(line.text)}\u001B[0m\r\n`;
  }

  #color(pod: string): number {
    const known = this.#colors.get(pod) ?? COLORS[this.#colors.size % COLORS.length] ?? 0;
    this.#colors.set(pod, known);
    return known;
  }
}

/** Foreground colours of terminals (https://en.wikipedia.org/wiki/ANSI_escape_code#Colors); none that means a failure. */
const COLORS = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94];

/** A line as plain text, for a document. */
export function plainLine({ pod, container, time, text }: LogLine): string {
  return `${time} ${pod} ${container} ${plainText(text)}`;
}

/** Text from a cluster without what a terminal would obey, but for colours. */
export function safeText(text: string): string {
  return text.replace(SEQUENCES, (sequence) => (COLOR.test(sequence) ? sequence : ''));
}

function plainText(text: string): string {
  return text.replace(SEQUENCES, '');
}

/* oxlint-disable no-control-regex -- they are what is looked for */
/** Sequences that begin with an escape, and any other control character but the tab. */
const SEQUENCES =
  /\u001B\[[0-?]*[ -/]*[@-~]|\u001B[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)?|\u001B[ -/]*[0-~]?|[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/g;
const COLOR = /^\u001B\[[\d;:]*m$/;
/* oxlint-enable no-control-regex */
