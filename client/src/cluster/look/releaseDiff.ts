import { parseAllDocuments, stringify } from 'yaml';
import type { Json } from './comparable.ts';
import { maskBoth } from './comparable.ts';
import type { Release } from './helm.ts';

/** What two revisions of a release deploy, as Helm wrote it; of Secrets the diff shows which values differ, not what they are. */
export function bothManifests(older: Release, newer: Release): readonly [string, string] {
  const [left, right] = [older, newer].map(({ manifest = '' }) => documentsOf(manifest));
  if (!left || !right) return ['', ''];
  const masked = maskBoth(asObject(left), asObject(right));
  const [one = '', other = ''] = [left, right].map((documents, side) =>
    documents.map((document, index) => shown(document, masked[side]?.[String(index)])).join('---\n'),
  );
  return [one, other];
}

interface Part {
  readonly text: string;
  /** `undefined` for what cannot be read, and so not be masked. */
  readonly value: unknown;
}

function documentsOf(manifest: string): readonly Part[] {
  const documents = [...parseAllDocuments(manifest)];
  return documents.flatMap((document): Part[] => {
    const [start, , end] = document.range;
    const text = manifest
      .slice(start, end)
      .replace(/^\s*(?:---[^\n]*\n)?/, '')
      .replace(/\s*(?:\n---)?\s*$/, '\n');
    const value: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 1000 });
    return value === null ? [] : [{ text, value }];
  });
}

/** All documents as one, so that equal values of different Secrets have one number. */
function asObject(parts: readonly Part[]): Json {
  return Object.fromEntries(parts.map(({ value }, index) => [String(index), value]));
}

/** What holds no Secret stays as Helm wrote it, with the names of its templates. */
function shown({ text, value }: Part, masked: unknown): string {
  if (value === undefined)
    return '# This document cannot be read, so it is not shown: it may hold a Secret.\n';
  const isPlain = JSON.stringify(value) === JSON.stringify(masked) && !SECRET.test(text);
  return isPlain ? text : stringify(masked, { lineWidth: 0 });
}

/** Comments of a Secret may hold values, too. */
const SECRET = /\bkind["']?\s*:\s*["']?Secret\b/;

/** The values that were given for two revisions. They may hold secrets: show them to who asks for just them. */
export function bothValues(older: Release, newer: Release): readonly [string, string] {
  const [left = '', right = ''] = [older, newer].map(({ config }) => stringify(config ?? {}));
  return [left, right];
}
