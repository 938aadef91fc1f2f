import type { Document, Node, ScalarTag, Tags } from 'yaml';
import { Alias, isScalar, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Span } from '../text.ts';
import { readPlainYaml } from './plainYaml.ts';
import { syntaxProblem } from './syntaxProblem.ts';

/** A problem of the YAML itself, in our words. */
export interface SyntaxProblem {
  readonly id: 'yaml-syntax' | 'duplicate-key';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

export interface ParsedYaml {
  readonly contents: Node | null;
  readonly problems: readonly SyntaxProblem[];
  /** What each alias stands for: the last node before it that carries its anchor. */
  readonly aliases: ReadonlyMap<Alias, Node>;
}

/**
 * Parses one document as the API machinery does through go-yaml: YAML 1.1, but timestamps and base-60 numbers are text.
 * Never throws.
 */
export function parseYaml(text: string): ParsedYaml {
  try {
    return parse(text);
  } catch (error) {
    // The parser recurses: only absurd nesting gets here.
    const message =
      error instanceof RangeError ? 'this document is nested too deeply to be read' : String(error);
    const span = { start: 0, end: Math.min(1, text.length) };
    return {
      contents: null,
      problems: [{ id: 'yaml-syntax', severity: 'error', message, span }],
      aliases: NO_ALIASES,
    };
  }
}

function parse(text: string): ParsedYaml {
  const plain = readPlainYaml(text, plainValue);
  const document = plain ? undefined : parseWithLibrary(text);
  const contents = plain ?? document?.contents ?? null;
  const problems = document ? syntaxProblems(document, text) : [];
  const walk = new Walk(problems);
  const lost = problems[0];
  walk.visit(contents);
  // What the parser reads behind the place where it lost its way is not what the author meant.
  const own = problems.filter((one) => one === lost || !lost || one.span.start < lost.span.start);
  return { contents, problems: own.toSorted((a, b) => a.span.start - b.span.start), aliases: walk.aliases };
}

/** The dialect of the API machinery, for the YAML library. */
export const API_DIALECT = { version: '1.1', schema: 'yaml-1.1', customTags: goTags } as const;

/** The YAML library's reading of a text in the dialect of the API machinery. */
export function parseWithLibrary(text: string): Document.Parsed {
  return parseDocument(text, {
    ...API_DIALECT,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
}

/** Starts like a number or `~`, or is as short as `false`: may be no text. */
const UNCERTAIN = /^(?:[-+.~\d]|[A-Za-z]{1,5}$)/;
const INTEGER = /^(?:0|[1-9]\d{0,14})$/;
const MAX_VALUES = 5000;
const values = new Map<string, unknown>();

/** The value of a plain scalar, as the library reads it. */
export function plainValue(source: string): unknown {
  if (!UNCERTAIN.test(source)) return source;
  if (INTEGER.test(source)) return Number(source);
  if (values.has(source)) return values.get(source);
  // In a list, where `---` is a text as well.
  const { contents } = parseWithLibrary(`- ${source}`);
  const item = contents instanceof YAMLSeq ? contents.items[0] : undefined;
  const value = item instanceof Scalar ? item.value : source;
  if (values.size >= MAX_VALUES) values.clear();
  values.set(source, value);
  return value;
}

const NO_ALIASES: ReadonlyMap<Alias, Node> = new Map();

/**
 * The scalars of go-yaml (https://github.com/kubernetes-sigs/yaml): no times, `0o17` is a number, and a number has a digit where
 * the library is content with `.` or `e8`.
 */
function goTags(tags: Tags): Tags {
  const octal: ScalarTag = {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    test: /^[-+]?0o[0-7]+$/,
    resolve: (source) => Number(source.replace(/^[-+]/, '')) * (source.startsWith('-') ? -1 : 1),
  };
  const kept = tags.filter(
    (tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp')),
  );
  return [
    octal,
    ...kept.map((tag) => (isFloat(tag) ? { ...tag, test: tag.format === 'EXP' ? EXPONENT : FLOAT } : tag)),
  ];
}

const EXPONENT = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)[eE][-+]?[0-9]+$/;
const FLOAT = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;

/** A number with a point or an exponent; `.inf` and `.nan` are another tag. */
function isFloat(tag: Tags[number]): tag is ScalarTag {
  if (typeof tag === 'string' || !tag.tag.endsWith(':float') || tag.collection) return false;
  return tag.test?.test('1.5') === true || tag.test?.test('1e5') === true;
}

/** One finding per cause: an unclosed quote or bracket drags others behind it, so only the first error counts. */
function syntaxProblems(document: Document.Parsed, text: string): SyntaxProblem[] {
  const first = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  if (!first) return [];
  const { message, span } = syntaxProblem(first, text);
  const [start, end] = visibleSpan(text, span.start, span.end);
  return [{ id: 'yaml-syntax', severity: 'error', message, span: { start, end } }];
}

/** At least one character that the reader can see, on one line. */
function visibleSpan(text: string, from: number, to: number): [number, number] {
  let start = Math.min(from, text.length);
  if (start >= text.length || text[start] === '\n' || text[start] === '\r') {
    const before = text.slice(0, start).trimEnd().length;
    if (before > 0) start = before - 1;
  }
  const newline = text.indexOf('\n', start + 1);
  const limit = newline < 0 ? text.length : newline - (text[newline - 1] === '\r' ? 1 : 0);
  return [start, Math.max(Math.min(to, limit), Math.min(start + 1, text.length))];
}

/**
 * Pairs every alias with its anchor and finds keys that stand twice. The API machinery refuses an alias without an anchor and
 * the API server a duplicate key.
 */
class Walk {
  readonly aliases = new Map<Alias, Node>();
  readonly #problems: SyntaxProblem[];
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();

  constructor(problems: SyntaxProblem[]) {
    this.#problems = problems;
  }

  visit(node: unknown): void {
    if (node instanceof Alias) this.#alias(node);
    else if (node instanceof YAMLMap || node instanceof YAMLSeq) {
      if (node.anchor === undefined) this.#items(node);
      else {
        this.#anchors.set(node.anchor, node);
        this.#open.add(node);
        this.#items(node);
        this.#open.delete(node);
      }
    } else if (node instanceof Scalar && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
  }

  #items(node: YAMLMap | YAMLSeq): void {
    if (node instanceof YAMLSeq) for (const item of node.items) this.visit(item);
    else {
      const keys = node.items.map((pair) => keyText(pair.key));
      if (keys.length > 1 && new Set(keys).size < keys.length) this.#duplicates(node, keys);
      for (const pair of node.items) {
        if (!(pair.key instanceof Scalar) || pair.key.anchor !== undefined) this.visit(pair.key);
        this.visit(pair.value);
      }
    }
  }

  #duplicates(map: YAMLMap, keys: readonly (string | undefined)[]): void {
    for (const [index, key] of keys.entries()) {
      if (key === undefined || key === '<<' || keys.indexOf(key) === index) continue;
      const message = `\`${key}\` is already set above in this mapping: keep one of the two`;
      this.#problem('duplicate-key', message, map.items[index]?.key as Node);
    }
  }

  #alias(alias: Alias): void {
    const target = this.#anchors.get(alias.source);
    const name = alias.source;
    if (name === '') return; // the parser has said so
    if (!target) {
      this.#problem(
        'yaml-syntax',
        `no anchor \`&${name}\` above this alias: define it, or correct the name`,
        alias,
      );
    } else if (this.#open.has(target)) {
      this.#problem(
        'yaml-syntax',
        `\`*${name}\` stands inside the very value that it repeats: remove the alias`,
        alias,
      );
    } else this.aliases.set(alias, target);
  }

  #problem(id: SyntaxProblem['id'], message: string, { range }: Node): void {
    this.#problems.push({
      id,
      severity: 'error',
      message,
      span: { start: range?.[0] ?? 0, end: range?.[1] ?? 0 },
    });
  }
}

/** A key as text, as written: `on: 1` has the key "on". `undefined` for keys that are no scalars. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  if (key.type === 'PLAIN' && key.source !== undefined) return key.source;
  return typeof key.value === 'symbol' ? '<<' : String(key.value);
}

/** Whether a pair merges another mapping into its own (`<<: *base`). */
export function isMerge(pair: YAMLMap['items'][number]): boolean {
  return keyText(pair.key) === '<<';
}
