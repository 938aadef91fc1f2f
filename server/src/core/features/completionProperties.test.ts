import { assert, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { list } from '../../../../test/bench/manifests.ts';
import { percentile } from '../../../../test/bench/statistics.ts';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { CHECKS } from '../checks/index.ts';
import { resolveConfig } from '../checks/config/resolve.ts';
import { Diagnoser } from '../diagnose.ts';
import { ManifestDocument } from '../manifest/document.ts';
import type { Field, Key } from '../manifest/field.ts';
import { splitDocuments } from '../manifest/split.ts';
import { describe as describePath } from '../schema/describe.ts';
import { SchemaProvider } from '../schema/provider.ts';
import { isServerSet } from '../schema/serverSetFields.ts';
import { applyEdits, lineStart } from '../text.ts';
import { Workspace } from '../workspace.ts';
import { completionAt, suggestionsAt } from './completion.ts';
import type { Suggestion } from './completion/suggestion.ts';
import { TEMPLATES } from './completion/templates.ts';
import { fieldHover } from './fieldHover.ts';
import { processorTime } from '../../../../test/harness/processorTime.ts';

const workspace = new Workspace();
const schemas = new SchemaProvider(workspace, SCHEMAS);
const fail = (id: string, error: unknown): void => {
  throw new Error(id, { cause: error });
};
const diagnoser = new Diagnoser(CHECKS, resolveConfig(undefined, undefined, CHECKS), fail, schemas);
const context = { uri: 'file:///a.yaml', start: 0, workspace, version: 36, schemas, checks: CHECKS };

function findings(text: string): string[] {
  workspace.set(context.uri, text);
  return diagnoser
    .diagnose(workspace, context.uri)
    .map(({ id, path, message, basis }) => `${basis} ${id} ${path}: ${message}`);
}

/** A new object of every kind, as whole-object snippets write it. */
function newObjects(): Suggestion[] {
  return suggestionsAt('', 0, context).filter(({ kind }) => kind === 'object');
}

describe('whole objects', () => {
  it('are there for every template', () => {
    const known = new Set(newObjects().map(({ label, detail }) => `${detail}/${label}`));
    expect(Object.keys(TEMPLATES).filter((key) => !known.has(key))).toEqual([]);
  });

  it.each(newObjects().map((one): [string, Suggestion] => [`${one.detail}/${one.label}`, one]))(
    '%s fits its schema and, where we wrote it, our checks',
    (key, { edit }) => {
      const found = findings(edit.text);
      const own = key in TEMPLATES ? found : found.filter((one) => one.startsWith('schema'));
      expect(own, edit.text).toEqual([]);
    },
  );
});

/** All mappings that stand in an object themselves, not through an alias. */
function* mappingsOf(field: Field): Iterable<Field> {
  if (field.alias) return;
  if (field.isMap) yield field;
  for (const inner of field.isMap ? field.entries() : field.items()) yield* mappingsOf(inner);
}

function pathOf(field: Field): Key[] {
  return field.parent && field.key !== undefined ? [...pathOf(field.parent), field.key] : [];
}

/** Median and 95th percentile that are too slow; typically 0.2 and 1 ms, so there is room for busy machines. */
function tooSlow(times: readonly number[]): string[] {
  const limits = { 0.5: 5, 0.95: 15 };
  return Object.entries(limits).flatMap(([share, limit]) => {
    const time = percentile(times, Number(share));
    return time < limit ? [] : [`${share}: ${time} ms`];
  });
}
/** A name that is to be filled in does not exist yet, and behind a dash the cursor stands where the text goes. */
const UNFINISHED = /has no resource claim "name"|this item is empty/;

/** A file of about 300 lines of several kinds. */
const FILE = newObjects()
  .filter(({ rank }) => rank === 1)
  .map(({ edit }) => edit.text)
  .slice(0, 14)
  .join('---\n');

describe('completion at every position', () => {
  it('returns within 15 ms and never throws', () => {
    const times: number[] = [];
    let total = 0;
    expect(FILE.split('\n').length).toBeGreaterThan(300);
    for (const { start, end } of splitDocuments(FILE)) {
      const text = FILE.slice(start, end);
      for (let offset = 0; offset <= text.length; offset++) {
        times.push(
          processorTime(() => {
            total += suggestionsAt(text, offset, context).length;
          }),
        );
      }
    }
    expect(total).toBeGreaterThan(10_000);
    expect(tooSlow(times)).toEqual([]);
  });

  it('is as quick in one document of 5,000 lines, and so is hover', () => {
    const text = list(5000);
    const uri = 'file:///list.yaml';
    workspace.set(uri, text);
    const completions: number[] = [];
    const hovers: number[] = [];
    for (let offset = 500; offset <= text.length; offset += 487) {
      const here = { ...context, uri, schedule: () => undefined };
      completions.push(processorTime(() => completionAt(text, offset, here)));
      hovers.push(processorTime(() => fieldHover(text, offset, here)));
    }
    workspace.delete(uri);
    expect(tooSlow(completions)).toEqual([]);
    expect(tooSlow(hovers)).toEqual([]);
  });

  it('offers exactly what the schema has there and the mapping lacks, as the parser sees it', () => {
    let mappings = 0;
    for (const { start, end } of splitDocuments(FILE)) {
      const text = FILE.slice(start, end);
      for (const written of [text, JSON.stringify(new ManifestDocument(text).root.toJSON())]) {
        const [resource] = new ManifestDocument(written).resources;
        const schema = resource && schemas.get(resource, context);
        if (!resource || !schema) throw new Error(written);
        for (const mapping of mappingsOf(resource.root)) {
          const [first] = mapping.entries();
          const place = describePath(schema, pathOf(mapping))?.schema;
          if (!first?.keySpan || !place?.fields) continue;
          mappings++;
          const { start: key } = first.keySpan;
          const isFlow = mapping.map?.flow === true;
          const pad = ' '.repeat(key - lineStart(written, key));
          const opened = isFlow
            ? `${written.slice(0, key)} , ${written.slice(key)}`
            : `${written.slice(0, key)}\n${pad}${written.slice(key)}`;
          const offered = suggestionsAt(opened, key, context).filter(
            ({ label, rank }) => rank > 0 && label !== '',
          );
          const present = new Set(mapping.entries().map((entry) => String(entry.key)));
          const missing = [...place.fields.keys()].filter(
            (name) => !present.has(name) && !isServerSet(name, place),
          );
          expect(offered.map(({ label }) => label).toSorted(), mapping.path).toEqual(missing.toSorted());
        }
      }
    }
    expect(mappings).toBeGreaterThan(200);
  });

  it('survives text that is cut off, doubled or littered anywhere', () => {
    const littered = record({
      from: nat(FILE.length),
      length: nat(600),
      at: nat(600),
      litter: constantFrom(
        '"',
        "'",
        '{',
        '}',
        '[',
        ']',
        ': ',
        '- ',
        '|',
        '\t',
        '#',
        '&a',
        '*a',
        '\n---\n',
        '\r\n',
        '? ',
      ),
    });
    assert(
      property(littered, ({ from, length, at, litter }) => {
        const part = FILE.slice(from, from + length);
        const cut = Math.min(at, part.length);
        const text = `apiVersion: v1\nkind: Pod\n${part.slice(0, cut)}${litter}${part.slice(cut)}`;
        for (const { edit } of suggestionsAt(text, 25 + cut + litter.length, context)) {
          expect(edit.start).toBeLessThanOrEqual(edit.end);
          expect(text.slice(edit.start, edit.end)).not.toContain('\n'); // editors take edits of one line only
        }
      }),
      { numRuns: 400 },
    );
  });

  it('offers what has no schema error, behind every key of a mapping or list', { timeout: 60_000 }, () => {
    const problems: string[] = [];
    const accepted = new Set<string>();
    for (const { start, end } of splitDocuments(FILE)) {
      const text = FILE.slice(start, end);
      for (const { index, 0: line } of text.matchAll(/^ *(?:- )?[\w.]+:$/gm)) {
        const offset = index + line.length + 1;
        const opened = `${text.slice(0, offset - 1)} ${text.slice(offset - 1)}`;
        for (const suggestion of suggestionsAt(opened, offset, context)) {
          const key = `${line.trim()} ${suggestion.label}`;
          if (accepted.has(key)) continue;
          accepted.add(key);
          const changed = applyEdits(opened, [suggestion.edit]);
          const errors = findings(changed).filter(
            (one) => /^(?:schema|yaml)/.test(one) && !UNFINISHED.test(one),
          );
          if (errors.length > 0)
            problems.push(`${line} ${suggestion.label}: ${errors.join('; ')}\n${changed}`);
        }
      }
    }
    expect([...new Set(problems)].slice(0, 5).join('\n')).toBe('');
    expect(accepted.size).toBeGreaterThan(150);
  });

  it('offers what has no schema error, on every new line', { timeout: 60_000 }, () => {
    const problems: string[] = [];
    let accepted = 0;
    for (const { start, end } of splitDocuments(FILE)) {
      const text = FILE.slice(start, end);
      for (const { index, 1: indent = '', 2: dash = '' } of text.matchAll(/^( *)((?:- )?)[^\s-]/gm)) {
        if (dash !== '') continue;
        const opened = `${text.slice(0, index)}${indent}\n${text.slice(index)}`;
        for (const suggestion of suggestionsAt(opened, index + indent.length, context)) {
          if (suggestion.kind !== 'field') continue;
          accepted++;
          const changed = applyEdits(opened, [suggestion.edit]);
          const errors = findings(changed).filter(
            (one) => /^(?:schema|yaml)/.test(one) && !UNFINISHED.test(one),
          );
          if (errors.length > 0)
            problems.push(`${suggestion.label}: ${errors.join('; ')}\n${suggestion.edit.text}`);
        }
      }
    }
    expect([...new Set(problems)].slice(0, 20).join('\n')).toBe('');
    expect(accepted).toBeGreaterThan(1000);
  });
});
