import type { Argument, From, Instruction, PropertyInstruction } from 'dockerfile-ast';
import { DockerfileParser } from 'dockerfile-ast';
import type { Span } from '../text.ts';
import { LineIndex } from '../text.ts';
import type { PlainFile } from '../workspace.ts';

/** A port of `EXPOSE`, or the value of `ENV PORT`. */
export interface DockerfilePort {
  readonly number: number;
  readonly protocol: string;
  /** Where the argument stands. */
  readonly span: Span;
  /** Where the number itself is written: in the argument, or in the ENV or ARG that it names. None in a range. */
  readonly numberSpan: Span | undefined;
}

/** What a stage of a Dockerfile says of ports. */
export interface DockerfilePorts {
  readonly exposed: readonly DockerfilePort[];
  /** `ENV PORT`, which many frameworks listen to. */
  readonly env: DockerfilePort | undefined;
  /** Every EXPOSE could be read: no variable without a literal value. */
  readonly literal: boolean;
  /** The images that its stages start from. */
  readonly bases: readonly string[];
}

interface Stage {
  readonly name: string | undefined;
  readonly exposed: DockerfilePort[];
  readonly variables: Map<string, Literal>;
  literal: boolean;
}

interface Literal {
  readonly value: string;
  readonly span: Span;
}

const known = new WeakMap<PlainFile, Map<string, DockerfilePorts>>();

/** The ports of the stage that is built: the named one, else the last (https://docs.docker.com/reference/dockerfile/#expose). */
export function dockerfilePorts(file: PlainFile, target = ''): DockerfilePorts {
  let stages = known.get(file);
  if (!stages) known.set(file, (stages = new Map()));
  let ports = stages.get(target);
  if (!ports) stages.set(target, (ports = read(file.text, target)));
  return ports;
}

function read(text: string, target: string): DockerfilePorts {
  try {
    return new Reader(text).read(target);
  } catch {
    // The parser is not ours, and a Dockerfile may be half typed.
    return { exposed: [], env: undefined, literal: false, bases: [] };
  }
}

class Reader {
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #global = new Map<string, Literal>();
  readonly #stages: Stage[] = [];
  readonly #bases: string[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineIndex(text);
  }

  read(target: string): DockerfilePorts {
    for (const instruction of DockerfileParser.parse(this.#text).getInstructions()) this.#take(instruction);
    const stage = this.#stages.find(({ name }) => name === target.toLowerCase()) ?? this.#stages.at(-1);
    const port = stage?.variables.get('PORT');
    const number = port && toPort(port.value);
    return {
      exposed: stage?.exposed ?? [],
      env: port && number ? { number, protocol: 'TCP', span: port.span, numberSpan: port.span } : undefined,
      literal: stage?.literal ?? false,
      bases: this.#bases,
    };
  }

  #take(instruction: Instruction): void {
    const stage = this.#stages.at(-1);
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') this.#from(instruction as From);
    else if (keyword === 'ARG' || keyword === 'ENV') {
      this.#define(instruction as PropertyInstruction, stage?.variables ?? this.#global);
    } else if (keyword === 'EXPOSE' && stage) {
      for (const argument of instruction.getArguments()) this.#expose(argument, stage);
    }
  }

  /** A stage that starts from another has its ports and variables. */
  #from(from: From): void {
    const image = this.#expand(from.getImage() ?? '', this.#global);
    const base = this.#stages.find(({ name }) => name !== undefined && name === image?.toLowerCase());
    if (!base && image) this.#bases.push(image);
    this.#stages.push({
      name: from.getBuildStage()?.toLowerCase(),
      exposed: [...(base?.exposed ?? [])],
      variables: new Map(base?.variables),
      literal: base?.literal ?? true,
    });
  }

  #define(instruction: PropertyInstruction, variables: Map<string, Literal>): void {
    for (const property of instruction.getProperties()) {
      const name = property.getName();
      const range = property.getValueRange();
      const value = property.getValue();
      if (value === null || !range) {
        // `ARG NAME` takes the value of the ARG before the first FROM.
        const outer = this.#global.get(name);
        if (outer && !variables.has(name)) variables.set(name, outer);
        continue;
      }
      const literal = this.#literal({ value, span: this.#span(range) }, variables);
      if (literal) variables.set(name, literal);
      else variables.delete(name);
    }
  }

  /** The value behind a chain of `$NAME`s, and where it is written; quotes are left out. */
  #literal({ value, span }: Literal, variables: ReadonlyMap<string, Literal>): Literal | undefined {
    const name = /^\$(?:(\w+)|\{(\w+)(?::-(\w*))?\})$/.exec(value);
    if (name) {
      const found = variables.get(name[1] ?? name[2] ?? '');
      if (found || name[3] === undefined) return found;
      const start = span.start + this.#text.slice(span.start, span.end).lastIndexOf(name[3]);
      return { value: name[3], span: { start, end: start + name[3].length } };
    }
    if (value.includes('$')) {
      const expanded = this.#expand(value, variables);
      return expanded === undefined ? undefined : { value: expanded, span };
    }
    const quote = /^["']/.test(this.#text.slice(span.start, span.end)) ? 1 : 0;
    return { value, span: { start: span.start + quote, end: span.end - quote } };
  }

  #expand(value: string, variables: ReadonlyMap<string, Literal>): string | undefined {
    let whole = true;
    const text = value.replaceAll(
      /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g,
      (_all, bare, braced, otherwise) => {
        const found = variables.get(String(bare ?? braced))?.value ?? (otherwise as string | undefined);
        whole &&= found !== undefined;
        return found ?? '';
      },
    );
    return whole ? text : undefined;
  }

  #expose(argument: Argument, stage: Stage): void {
    const span = this.#span(argument.getRange());
    const [, name = '', protocol] = /^(.*?)(?:\/(\w+))?$/.exec(argument.getValue()) ?? [];
    const literal = this.#literal(
      { value: name, span: { start: span.start, end: span.start + name.length } },
      stage.variables,
    );
    // A variable may hold the protocol, too: `ENV LISTEN=53/udp`.
    const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(literal?.value ?? '');
    const first = match && toPort(match[1]);
    const last = match?.[2] ? toPort(match[2]) : first;
    if (!literal || !match || !first || !last) {
      stage.literal = false;
      return;
    }
    const used = (protocol ?? match[3] ?? 'tcp').toUpperCase();
    const numberSpan = match[2]
      ? undefined
      : { start: literal.span.start, end: literal.span.start + match[1]!.length };
    for (let number = first; number <= Math.min(last, first + RANGE_LIMIT); number++) {
      stage.exposed.push({ number, protocol: used, span, numberSpan });
    }
  }

  #span(range: {
    start: { line: number; character: number };
    end: { line: number; character: number };
  }): Span {
    return { start: this.#lines.offsetAt(range.start), end: this.#lines.offsetAt(range.end) };
  }
}

const RANGE_LIMIT = 1000;

function toPort(text: string | undefined): number | undefined {
  const number = text && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= 65_535 ? number : undefined;
}
