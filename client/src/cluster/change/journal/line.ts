import type { Json } from '../../look/comparable.ts';
import { differenceText } from './difference.ts';
import type { Entry } from './entry.ts';

/** What is kept of a change beyond the session: what was done to what, and how it differs, but no object and no value of a Secret. */
export interface Line {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly context: string;
  readonly action: string;
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly outcome: Entry['outcome'];
  readonly difference?: string;
}

export function lineOf(id: string, { time, context, action, path, before, after, outcome }: Entry): Line {
  const { resource, name, namespace } = placeOf(path);
  const kind = (before ?? after)?.['kind'];
  // What does not say what it is could be a Secret, whose values are known by their kind.
  const named = (object: Json | undefined): Json | undefined =>
    object && resource === 'secrets' ? { ...object, kind: 'Secret' } : object;
  const difference = differenceText(named(before), named(after));
  return {
    id,
    time,
    context,
    action,
    path,
    kind: typeof kind === 'string' ? kind : resource,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    outcome,
    ...(difference === undefined ? {} : { difference }),
  };
}

/** A line as it was written; nothing where it is broken. */
export function readLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const isWhole = ['id', 'context', 'action', 'path', 'kind', 'name'].every(
      (field) => typeof line?.[field as keyof Line] === 'string',
    );
    return isWhole && typeof line?.time === 'number' ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

const OBJECT = /^\/(?:api|apis\/[^/]+)\/[^/]+(?:\/namespaces\/([^/]+))?\/([^/]+)\/([^/]+)/;

/** What an address of the API says of its object. */
export function placeOf(path: string): {
  readonly resource: string;
  readonly name: string;
  readonly namespace: string | undefined;
} {
  const [, namespace, resource = '', name = path] = OBJECT.exec(path) ?? [];
  return { resource, name: decodeURIComponent(name), namespace: namespace && decodeURIComponent(namespace) };
}
