import type { Span } from '../text.ts';

/** A document that is a Kubernetes object but for one of the two keys that say which. */
export interface HalfObject {
  readonly missing: 'apiVersion' | 'kind';
  /** What stands in the place of the key, with letters of another case; else the other key. */
  readonly span: Span;
  readonly written: string | undefined;
}

/**
 * Whether a document has a name in its `metadata` and an `apiVersion` as Kubernetes writes it but no `kind`, or the other way
 * round. `kubectl` refuses it: `Object 'Kind' is missing`. Cheap on purpose, as nothing of such a text is parsed otherwise.
 */
export function halfObject(text: string): HalfObject | undefined {
  if (!METADATA.test(text)) return undefined;
  const apiVersion = API_VERSION.exec(text);
  const kind = KIND.exec(text);
  if (apiVersion && !/^["']?kind["']?[ \t]*:/m.test(text)) return half('kind', apiVersion, text);
  if (kind && !/^["']?apiVersion["']?[ \t]*:/m.test(text)) return half('apiVersion', kind, text);
  return undefined;
}

function half(missing: HalfObject['missing'], other: RegExpExecArray, text: string): HalfObject {
  const alike = new RegExp(`^${missing}(?=[ \\t]*:)`, 'im').exec(text);
  const { index, 0: key } = alike ?? { index: other.index, 0: other[1] ?? '' };
  return { missing, span: { start: index, end: index + key.length }, written: alike?.[0] };
}

const METADATA =
  /^metadata:[ \t]*(?:\{[^\n]*\b(?:name|generateName):|(?:#[^\n]*|\r)?\n(?:[ \t][^\n]*\n|\r?\n)*?[ \t]+(?:name|generateName):)/m;
const API_VERSION =
  /^(apiVersion):[ \t]*(["']?)(?:[a-z0-9.-]+\/)?v\d+(?:(?:alpha|beta)\d+)?\2[ \t]*(?:#[^\n]*)?\r?$/m;
const KIND = /^(kind):[ \t]*(["']?)[A-Z][A-Za-z0-9]*\2[ \t]*(?:#[^\n]*)?\r?$/m;
