import { writeScalar } from './yamlLibrary.ts';

/** A value that the user should confirm. Editors offer it as a tab stop, elsewhere a `# TODO` comment says so. */
export interface Placeholder {
  readonly placeholder: string | number | boolean;
  /** What the comment asks for; `confirm` if left out. */
  readonly hint?: string;
  /** Text before it in the same scalar that needs no confirmation. */
  readonly before?: string;
  /** Other values to choose from. */
  readonly choices?: readonly (string | number | boolean)[];
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Placeholder
  | readonly Value[]
  | { readonly [key: string]: Value };

export function placeholder(
  value: string | number | boolean,
  details: Omit<Placeholder, 'placeholder'> = {},
): Placeholder {
  return { placeholder: value, ...details };
}

/** Whether a value is one scalar and not a mapping or list. */
export function isScalarValue(value: Value): value is Plain | Placeholder {
  return typeof value !== 'object' || value === null || 'placeholder' in value;
}

/** A value as text, and as snippet with tab stops. */
export interface Rendered {
  readonly text: string;
  readonly snippet: string;
  /** The comment that asks to confirm, where the text has no room for it. */
  readonly comment?: string;
}

interface ScalarStyle {
  /** The text that is replaced: its quotes are kept. */
  readonly like?: string;
  readonly json?: boolean;
}

type Plain = string | number | boolean | null;

/** Lines of a mapping or list, each indented by `column` spaces. */
export function renderBlock(
  value: Value,
  column: number,
  step: number,
  eol: string,
  indentLists = true,
): Rendered {
  const stops = new TabStops();
  const lines = blockLines(value, { step, indentLists, stops });
  const pad = ' '.repeat(column);
  const join = (part: 'text' | 'snippet'): string => lines.map((line) => prefix(pad, line)[part]).join(eol);
  return { text: join('text'), snippet: join('snippet') };
}

/** A value on one line, in flow style. `bare` leaves out the braces of the outermost mapping. */
export function renderInline(value: Value, json: boolean, bare = false): Rendered {
  const stops = new TabStops();
  const inline = (one: Value, open: boolean): Rendered => {
    if (Array.isArray(one))
      return wrap(
        '[',
        one.map((item) => inline(item, false)),
        ']',
      );
    if (isMapping(one)) {
      const pairs = Object.entries(one).map(([key, item]) => {
        const rendered = inline(item, false);
        const name = json ? JSON.stringify(key) : scalarText(key, '', false);
        return { text: `${name}: ${rendered.text}`, snippet: `${escapeSnippet(name)}: ${rendered.snippet}` };
      });
      return open ? wrap('', pairs, '') : wrap('{', pairs, '}');
    }
    return stops.render(one as Plain | Placeholder, (plain) => scalarText(plain, '', json));
  };
  return inline(value, bare);
}

export function renderScalar(value: Plain | Placeholder, { like = '', json = false }: ScalarStyle): Rendered {
  return new TabStops().render(value, (plain) => scalarText(plain, like, json));
}

interface BlockStyle {
  readonly step: number;
  readonly indentLists: boolean;
  readonly stops: TabStops;
}

function blockLines(value: Value, style: BlockStyle): Rendered[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: Value) => {
      const lines = isCompound(item) ? blockLines(item, style) : [scalarLine(item, style)];
      return lines.map((line, index) => prefix(index === 0 ? '- ' : '  ', line));
    });
  }
  if (!isMapping(value)) return [scalarLine(value, style)];
  return Object.entries(value).flatMap(([key, item]) => {
    const name = `${scalarText(key, '', false)}:`;
    const literal = literalLines(item);
    if (literal)
      return literal.map((line, index) =>
        prefix(index === 0 ? `${name} ` : ' '.repeat(style.step), verbatim(line)),
      );
    if (!isCompound(item)) return [prefix(`${name} `, scalarLine(item, style))];
    const indent = Array.isArray(item) && !style.indentLists ? '' : ' '.repeat(style.step);
    const lines = blockLines(item, style);
    return [{ text: name, snippet: escapeSnippet(name) }, ...lines.map((line) => prefix(indent, line))];
  });
}

/** The header and the lines of a text as a literal block scalar, where it is a text of several lines that one can hold. */
function literalLines(value: Value): string[] | undefined {
  if (typeof value !== 'string' || !/^\S/.test(value) || !value.includes('\n')) return undefined;
  if (/[^\P{C}\n]/u.test(value)) return undefined; // tabs and other control characters
  const tail = /\n*$/.exec(value)?.[0].length ?? 0;
  const header = tail === 0 ? '|-' : tail === 1 ? '|' : '|+';
  return [header, ...value.slice(0, tail === 0 ? undefined : -1).split('\n')];
}

function scalarLine(value: Value, style: BlockStyle): Rendered {
  if (!isScalarValue(value)) return renderInline(value, false); // an empty list or mapping
  const rendered = style.stops.render(value, (plain) => scalarText(plain, '', false));
  return rendered.comment ? { ...rendered, text: `${rendered.text} ${rendered.comment}` } : rendered;
}

/** Numbers the tab stops of one edit. */
class TabStops {
  #next = 1;

  render(value: Plain | Placeholder, text: (plain: Plain) => string): Rendered {
    if (typeof value !== 'object' || value === null) return verbatim(text(value));
    if (!('placeholder' in value)) return verbatim(Array.isArray(value) ? '[]' : '{}');
    const shown = String(value.placeholder);
    const plain = text(value.before === undefined ? value.placeholder : value.before + shown);
    const at = Math.max(0, plain.lastIndexOf(shown));
    const after = plain.slice(at + shown.length);
    const { choices } = value;
    if (choices) {
      const all = [value.placeholder, ...choices].map((one) =>
        text(one).replaceAll(/[\\,|$}]/g, String.raw`\$&`),
      );
      return { text: plain, snippet: `\${${this.#next++}|${[...new Set(all)].join(',')}|}` };
    }
    return {
      text: plain,
      snippet: `${escapeSnippet(plain.slice(0, at))}\${${this.#next++}:${escapeSnippet(shown)}}${escapeSnippet(after)}`,
      comment: `# TODO: ${value.hint ?? 'confirm'}`,
    };
  }
}

function verbatim(text: string): Rendered {
  return { text, snippet: escapeSnippet(text) };
}

function scalarText(value: Plain, like: string, json: boolean): string {
  if (json) return JSON.stringify(value);
  if (typeof value === 'string') {
    if (like.startsWith('"')) return JSON.stringify(value);
    if (like.startsWith("'") && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`;
    if (value.includes('\n')) return JSON.stringify(value);
  }
  return writeScalar(value);
}

function isMapping(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('placeholder' in value);
}

function isCompound(value: Value): boolean {
  return Array.isArray(value) ? value.length > 0 : isMapping(value) && Object.keys(value).length > 0;
}

/** Lines without anything on them get no indentation. */
function prefix(before: string, line: Rendered): Rendered {
  if (line.text === '' && before.trim() === '') return line;
  return { text: before + line.text, snippet: escapeSnippet(before) + line.snippet };
}

function wrap(open: string, parts: readonly Rendered[], close: string): Rendered {
  const spaces = open === '{' && parts.length > 0 ? ' ' : '';
  const join = (part: 'text' | 'snippet'): string => parts.map((one) => one[part]).join(', ');
  return {
    text: open + spaces + join('text') + spaces + close,
    snippet: escapeSnippet(open) + spaces + join('snippet') + spaces + escapeSnippet(close),
  };
}

export function escapeSnippet(text: string): string {
  return text.replaceAll(/[\\$}]/g, String.raw`\$&`);
}
