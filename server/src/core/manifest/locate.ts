import type { Span } from '../text.ts';
import type { Reached } from './apiPath.ts';
import { follow, parseApiPath } from './apiPath.ts';
import type { Field } from './field.ts';
import { asWritten } from './misnamed.ts';
import { parseQuantity } from './quantity.ts';

/** What is known of the place in an object of which somebody speaks. */
export interface Place {
  /** The first that is there counts, else what is nearest to the first; none: the object as a whole. */
  readonly paths: readonly string[];
  /** A line of the document, from 1, and the key on it. */
  readonly line?: { readonly number: number; readonly key: string };
  /** Paths that may be meant; they count only if they are there. */
  readonly maybe?: readonly string[];
  /** Values of which one may stand there. */
  readonly values?: readonly string[];
  /** What the JSON at the end of a path without indices is. */
  readonly type?: string;
  /** What is not as it has to be there, where nobody says where that is. */
  readonly amiss?: 'quantity' | 'base64' | 'number';
}

/** A place in a document. */
export interface Located {
  readonly span: Span;
  /** In the API server's notation. */
  readonly path: string;
  /** Whether the place itself was found, and not only what is around it. */
  readonly isExact: boolean;
}

/** Finds a place in an object: the field itself, else the nearest that is there. */
export function locate(root: Field, place: Place): Located {
  const onLine = place.line && spanOnLine(root.source.text, place.line.number, place.line.key);
  if (onLine) return { span: onLine, path: place.line?.key ?? '', isExact: true };
  const reached = place.paths.flatMap((path) => bestOf(root, path, place.type));
  const exact = reached.find(isThere)?.field ?? mayBe(root, place) ?? guessed(root, place);
  if (exact) return { span: spanOf(exact, root), path: exact.path, isExact: true };
  const best = nearest(reached);
  if (!best) return { span: headSpan(root), path: '', isExact: place.paths.length === 0 };
  return { span: spanOf(best.field, root), path: best.field.path, isExact: false };
}

function isThere({ missing }: Reached): boolean {
  return missing === 0;
}

function mayBe(root: Field, { maybe = [], type }: Place): Field | undefined {
  for (const path of maybe) {
    const found = bestOf(root, path, type).find(isThere);
    if (found) return found.field;
  }
  return undefined;
}

/** What a path leads to; as the server names it, else as it is written. */
function bestOf(root: Field, path: string, type: string | undefined): Reached[] {
  const other = asWritten(path);
  const reached = [path, ...(other === path ? [] : [other])].flatMap((one) =>
    follow(root, parseApiPath(one)),
  );
  const exact = reached.filter(isThere);
  const fitting = type === undefined ? exact : exact.filter(({ field }) => isOfType(field, type));
  return fitting.length > 0 ? fitting : reached;
}

/** What comes closest: as far along the first path as possible. */
function nearest(reached: readonly Reached[]): Reached | undefined {
  const least = Math.min(...reached.map(({ missing }) => missing));
  return reached.find(({ missing }) => missing === least);
}

/** As Go's decoder calls them: `string`, `bool`, `number 1.5`, `array`, `object`. */
function isOfType(field: Field, type: string): boolean {
  const [kind, number] = type.split(' ');
  if (kind === 'array') return field.isSeq;
  if (kind === 'object') return field.isMap;
  const { value } = field;
  if (kind === 'number' && number !== undefined) return value === Number(number);
  return kind === (typeof value === 'boolean' ? 'bool' : typeof value);
}

/** The smallest thing that shows a field. A list's item is shown by its name, the object itself by its kind. */
function spanOf(field: Field, root: Field): Span {
  if (field.path === root.path) return headSpan(root);
  if (!field.isMap || field.keySpan) return field.span;
  const name = field.at('name');
  const [first] = field.entries();
  return name.exists ? name.span : (first?.keySpan ?? field.span);
}

function headSpan(root: Field): Span {
  return [root.at('kind'), root.at('metadata', 'name'), root].find(({ exists }) => exists)?.span ?? root.span;
}

function spanOnLine(text: string, number: number, key: string): Span | undefined {
  const lines = text.split('\n');
  const line = lines[number - 1];
  if (line === undefined) return undefined;
  const at = Math.max(line.lastIndexOf(`${key}:`), line.lastIndexOf(`"${key}"`));
  if (at < 0) return undefined;
  const start = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0) + at;
  return { start, end: start + key.length + (line[at] === '"' ? 2 : 0) };
}

/** The place of what is amiss, where only that is known. */
function guessed(root: Field, { values = [], amiss }: Place): Field | undefined {
  if (values.length === 0 && amiss === undefined) return undefined;
  for (const field of scalars(root)) {
    const { string, written } = field;
    if (values.some((value) => value === string || value === written)) return field;
    if (amiss && AMISS[amiss](field)) return field;
  }
  return undefined;
}

function* scalars(field: Field): Iterable<Field> {
  const below = field.isSeq ? field.items() : field.entries();
  if (below.length === 0) yield field;
  else for (const one of below) yield* scalars(one);
}

const QUANTITIES =
  /(?:^|\.)(?:requests|limits|capacity|allocatable|hard|default|defaultRequest|max|min|maxLimitRequestRatio|overhead|podFixed|used)[.[]|(?:sizeLimit|divisor|targetAverageValue|averageValue|capacity|containerStorage|maximumVolumeSize|\.value|targetValue)$/;

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const AMISS: Readonly<Record<'quantity' | 'base64' | 'number', (field: Field) => boolean>> = {
  quantity: (field) =>
    QUANTITIES.test(field.path) && field.exists && parseQuantity(String(field.written)) === undefined,
  base64: (field) =>
    /(?:^|\.)(?:data|binaryData|caBundle|request)(?:[.[]|$)/.test(field.path) &&
    !/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(
      String(field.value ?? '').replaceAll(/\s/g, ''),
    ),
  number: ({ value }) => typeof value === 'number' && !Number.isInteger(value),
};
