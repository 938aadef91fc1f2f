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
  readonly line?: { readonly number: number; readonly key: string } | undefined;
  /** Paths that may be meant; they count only if they are there. */
  readonly maybe?: readonly string[];
  /** The name of the field is meant, not its value. */
  readonly onKey?: boolean;
  /** What is meant below the place, where this is a list or a mapping: a key or a value. */
  readonly within?: string;
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
  const meant =
    exact && (below(exact, place.within) ?? { field: exact, span: spanOf(exact, root, place.onKey) });
  if (meant) return { span: meant.span, path: meant.field.path, isExact: true };
  const best = nearest(reached) ?? (place.maybe ?? []).flatMap((path) => mostOf(root, path))[0];
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

/** The entry of a mapping whose key it is, or the last item or entry whose value it is. */
function below(field: Field, within: string | undefined): { field: Field; span: Span } | undefined {
  if (within === undefined || field.scalar) return undefined;
  const entries = field.isSeq ? field.items() : field.entries();
  const byKey = field.isMap ? entries.find(({ key }) => key === within) : undefined;
  if (byKey?.keySpan) return { field: byKey, span: byKey.keySpan };
  const byValue = entries.findLast(({ string, written }) => string === within || written === within);
  return byValue && { field: byValue, span: byValue.span };
}

/** What a path leads to; as the server names it, else as it is written. */
function bestOf(root: Field, path: string, type: string | undefined): Reached[] {
  const other = asWritten(path);
  const reached = [path, ...(other === path ? [] : [other])].flatMap((one) =>
    follow(root, parseApiPath(one)),
  );
  const exact = reached.filter(isThere);
  if (type === undefined) return exact.length > 0 ? exact : reached;
  // Go's decoder leaves out keys of mappings and indices.
  const inner = exact.flatMap(({ field }) =>
    [...field.entries(), ...field.items()].map((one) => ({ field: one, missing: 0 })),
  );
  const fitting = [...exact, ...inner].filter(({ field }) => isOfType(field, type));
  return fitting.length > 0 ? fitting : reached;
}

/** What of a path is there, if it is at least half of it: else somebody spoke of something else. */
function mostOf(root: Field, path: string): Reached[] {
  const steps = parseApiPath(path);
  return follow(root, steps).filter(({ missing }) => missing * 2 <= steps.length);
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
function spanOf(field: Field, root: Field, onKey = false): Span {
  if (field.path === root.path) return headSpan(root);
  if (onKey && field.keySpan) return field.keySpan;
  if (!field.isMap || field.keySpan) return field.span;
  const name = field.at('name');
  const [first] = field.entries();
  return name.exists ? name.span : (first?.keySpan ?? field.span);
}

function headSpan(root: Field): Span {
  return [root.at('kind'), root.at('metadata', 'name'), root].find(({ exists }) => exists)?.span ?? root.span;
}

/** A key on a line, or on the nearest before it: of a mapping, go-yaml names the line on which its content starts. */
function spanOnLine(text: string, number: number, key: string): Span | undefined {
  const lines = text.split('\n').slice(0, number);
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index] ?? '';
    const at = Math.max(line.lastIndexOf(`${key}:`), line.lastIndexOf(`"${key}"`));
    if (at < 0) continue;
    const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0) + at;
    return { start, end: start + key.length + (line[at] === '"' ? 2 : 0) };
  }
  return undefined;
}

/** The place of what is amiss, where only that is known. */
function guessed(root: Field, { values = [], amiss }: Place): Field | undefined {
  if (values.length === 0 && amiss === undefined) return undefined;
  for (const field of scalars(root)) {
    const { string, written } = field;
    if (values.some((value) => value === string || value === written)) return field;
    if (amiss && AMISS[amiss](field, root)) return field;
  }
  return undefined;
}

function* scalars(field: Field): Iterable<Field> {
  const below = field.isSeq ? field.items() : field.entries();
  if (below.length === 0) yield field;
  else for (const one of below) yield* scalars(one);
}

const QUANTITIES =
  /(?:^|\.)(?:requests|limits|capacity|allocatable|hard|default|defaultRequest|max|min|maxLimitRequestRatio|overhead|podFixed|used)(?:\.|\[(?!\d))|(?:sizeLimit|divisor|targetAverageValue|averageValue|capacity|maximumVolumeSize|targetValue)$/;

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const AMISS: Readonly<Record<NonNullable<Place['amiss']>, (field: Field, root: Field) => boolean>> = {
  quantity: (field) =>
    QUANTITIES.test(field.path) && field.exists && parseQuantity(String(field.written)) === undefined,
  base64: ({ path, value }, root) =>
    (root.at('kind').string === 'Secret' || !path.startsWith('data')) &&
    /(?:^|\.)(?:data|binaryData|caBundle|request)(?:[.[]|$)/.test(path) &&
    !BASE64.test(String(value ?? '').replaceAll(/\s/g, '')),
  number: ({ value }) => typeof value === 'number' && !Number.isInteger(value),
};
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
