/** When to colour: as the user says, else only a terminal. */
export type ColorMode = 'auto' | 'always' | 'never';

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Whether a stream gets colours: the option, then NO_COLOR (https://no-color.org), then FORCE_COLOR, then what the stream is. */
export function usesColor(mode: ColorMode, stream: { readonly isTTY?: boolean }, env: Environment): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const;

type Format = keyof typeof CODES;
export type Style = (format: Format, text: string) => string;

/** Writes a text in a colour, or leaves it as it is. */
export function styles(color: boolean): Style {
  if (!color) return (_format, text) => text;
  return (format, text) => `\u001b[${CODES[format][0]}m${text}\u001b[${CODES[format][1]}m`;
}
