/** What keeps an expression from being compiled, and where in its text. */
export interface CelProblem {
  readonly at: number;
  readonly message: string;
}

/** A name that an expression takes from outside of it, with the first field that it asks of it. */
export interface CelName {
  readonly name: string;
  readonly field: string | undefined;
  readonly at: number;
}

interface Token {
  readonly text: string;
  readonly type: 'name' | 'literal' | 'sign' | 'end';
  readonly at: number;
}

const SPACE = /(?:\s|\/\/[^\n]*)+/y;
const NAME = /[A-Za-z_]\w*|`[\w.\-/ ]+`/y;
const NUMBER =
  /0x[0-9a-fA-F]+[uU]?|\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?|\d+[uU]?/y;
const RAW = /(?:[bB]?[rR]|[rR][bB])(?:"""[^]*?"""|'''[^]*?'''|"[^"\n\r]*"|'[^'\n\r]*')/y;
const TEXT =
  /[bB]?(?:"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\.|[^\\"\n\r])*"|'(?:\\.|[^\\'\n\r])*')/y;
const CALL = /\s*\w+\s*\(/y;
const SIGN = /&&|\|\||[<>=!]=|[-+*/%<>!?:.,()[\]{}]/y;

/**
 * Reads an expression of the Common Expression Language (https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax):
 * its first mistake, if it has one, and the names that it takes from outside. Types are not looked at.
 */
export function readCel(text: string): {
  readonly problem: CelProblem | undefined;
  readonly names: readonly CelName[];
} {
  const reader = new Reader(text);
  try {
    reader.whole();
    return { problem: undefined, names: reader.outside() };
  } catch (error) {
    if (error instanceof Unexpected) return { problem: error.problem, names: [] };
    throw error;
  }
}

class Unexpected extends Error {
  readonly problem: CelProblem;

  constructor(problem: CelProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const DEEPEST = 200;
/** Operators between two values: how they bind makes no difference to whether the text is well-formed. */
const BETWEEN = new Set(['||', '&&', '<', '<=', '>', '>=', '==', '!=', 'in', '+', '-', '*', '/', '%']);
const LITERALS = new Set(['true', 'false', 'null']);
const RESERVED = new Set(
  'as break const continue else for function if import let loop namespace package return var void while'.split(
    ' ',
  ),
);

class Reader {
  readonly #text: string;
  #at = 0;
  #token: Token;
  #depth = 0;
  readonly #names: CelName[] = [];
  /** Names that macros such as `all(x, ...)` give to items. */
  readonly #bound = new Set<string>();

  constructor(text: string) {
    this.#text = text;
    this.#token = this.#next();
  }

  outside(): CelName[] {
    return this.#names.filter(({ name }) => !this.#bound.has(name));
  }

  whole(): void {
    this.#expression();
    if (this.#token.type !== 'end') this.#fail();
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #next(): Token {
    this.#match(SPACE);
    const at = this.#at;
    if (at >= this.#text.length) return { text: '', type: 'end', at };
    const literal = this.#match(RAW) ?? this.#match(TEXT) ?? this.#match(NUMBER);
    if (literal !== undefined) return { text: literal, type: 'literal', at };
    const name = this.#match(NAME);
    if (name !== undefined) return { text: name, type: name === 'in' ? 'sign' : 'name', at };
    const sign = this.#match(SIGN);
    if (sign !== undefined) return { text: sign, type: 'sign', at };
    const char = this.#text.charAt(at);
    const message = /["']/.test(char) ? 'this text is not closed' : `"${char}" means nothing here`;
    throw new Unexpected({ at, message });
  }

  #fail(): never {
    const { text, type, at } = this.#token;
    const message = type === 'end' ? 'it ends too early' : `"${text}" is not expected here`;
    throw new Unexpected({ at, message });
  }

  #take(text: string): boolean {
    if (this.#token.type !== 'sign' || this.#token.text !== text) return false;
    this.#token = this.#next();
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail();
  }

  #name(): string {
    const { text, type } = this.#token;
    if (type !== 'name') this.#fail();
    this.#token = this.#next();
    return text;
  }

  #expression(): void {
    if (++this.#depth > DEEPEST) this.#fail();
    this.#operands();
    if (this.#take('?')) {
      this.#operands();
      this.#expect(':');
      this.#expression();
    }
    this.#depth--;
  }

  #operands(): void {
    this.#unary();
    while (this.#token.type === 'sign' && BETWEEN.has(this.#token.text)) {
      this.#token = this.#next();
      this.#unary();
    }
  }

  #unary(): void {
    while (this.#take('!') || this.#take('-'));
    this.#primary();
    this.#members();
  }

  #primary(): void {
    const { type, text, at } = this.#token;
    if (type === 'literal') this.#token = this.#next();
    else if (this.#take('(')) {
      this.#expression();
      this.#expect(')');
    } else if (this.#take('[')) this.#list(']', () => this.#item());
    else if (this.#take('{')) this.#list('}', () => this.#entry());
    else {
      if (RESERVED.has(text)) throw new Unexpected({ at, message: `"${text}" is a reserved word` });
      this.#take('.');
      this.#name();
      if (this.#take('(')) this.#arguments();
      else if (!LITERALS.has(text) && text !== '.' && !this.#isLibrary())
        this.#names.push({ name: text, field: this.#field(), at });
    }
  }

  /** `math` of `math.greatest(a, b)` cannot be told from a value. */
  #isLibrary(): boolean {
    CALL.lastIndex = this.#at;
    return this.#token.text === '.' && CALL.test(this.#text);
  }

  /** The field that is asked of a name, without going on. */
  #field(): string | undefined {
    if (this.#token.text !== '.') return undefined;
    NAME.lastIndex = this.#at;
    return NAME.exec(this.#text)?.[0];
  }

  #members(): void {
    for (;;) {
      if (this.#take('.')) {
        this.#take('?');
        const name = this.#name();
        if (this.#take('(')) this.#arguments(MACROS.has(name));
      } else if (this.#take('[')) {
        this.#take('?');
        this.#expression();
        this.#expect(']');
      } else if (this.#token.text === '{' && this.#token.type === 'sign') {
        this.#token = this.#next();
        this.#list('}', () => {
          this.#take('?');
          this.#name();
          this.#expect(':');
          this.#expression();
        });
      } else return;
    }
  }

  #arguments(binds = false): void {
    if (this.#take(')')) return;
    for (let first = 0; ; first++) {
      const { type, text } = this.#token;
      if (binds && first < 2 && type === 'name') this.#bound.add(text);
      this.#expression();
      if (!this.#take(',')) break;
    }
    this.#expect(')');
  }

  #item(): void {
    this.#take('?');
    this.#expression();
  }

  #entry(): void {
    this.#take('?');
    this.#expression();
    this.#expect(':');
    this.#expression();
  }

  /** Items up to a closing sign, with a comma behind the last one or not. */
  #list(close: string, item: () => void): void {
    while (!this.#take(close)) {
      item();
      if (this.#take(',')) continue;
      this.#expect(close);
      return;
    }
  }
}

/** Their first arguments name what they go through. */
const MACROS = new Set([
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'filter',
  'map',
  'transformList',
  'transformMap',
  'transformMapEntry',
  'sortBy',
  'bind',
  'optMap',
  'optFlatMap',
]);
