import type { Alias, Document, Node, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Span } from '../text.ts';
import { plainValue } from './plainValue.ts';
import { readPlainYaml } from './plainYaml.ts';
import { syntaxProblem } from './syntaxProblem.ts';
import { parseWithLibrary } from './yamlLibrary.ts';

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

function parse(source: string): ParsedYaml {
  // A carriage return alone ends a line, too (https://yaml.org/spec/1.2.2/#54-line-break-characters).
  const text = source.includes('\r') ? source.replaceAll(/\r(?!\n)/g, '\n') : source;
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

const NO_ALIASES: ReadonlyMap<Alias, Node> = new Map();

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
    if (isAlias(node)) this.#alias(node);
    else if (isMap(node) || isSeq(node)) {
      if (node.anchor === undefined) this.#items(node);
      else {
        this.#anchors.set(node.anchor, node);
        this.#open.add(node);
        this.#items(node);
        this.#open.delete(node);
      }
    } else if (isScalar(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
  }

  #items(node: YAMLMap | YAMLSeq): void {
    if (isSeq(node)) for (const item of node.items) this.visit(item);
    else {
      const keys = node.items.map((pair) => keyText(pair.key));
      if (keys.length > 1 && new Set(keys).size < keys.length) this.#duplicates(node, keys);
      for (const pair of node.items) {
        if (!isScalar(pair.key) || pair.key.anchor !== undefined) this.visit(pair.key);
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
