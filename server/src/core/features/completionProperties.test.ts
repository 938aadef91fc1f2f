import { describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../../test/harness/schemas.ts';
import { CHECKS } from '../checks/index.ts';
import { resolveConfig } from '../checks/config.ts';
import { Diagnoser } from '../diagnose.ts';
import { splitDocuments } from '../manifest/split.ts';
import { SchemaProvider } from '../schema/provider.ts';
import { applyEdits } from '../text.ts';
import { Workspace } from '../workspace.ts';
import { suggestionsAt } from './completion.ts';
import type { Suggestion } from './completion/suggestion.ts';
import { TEMPLATES } from './completion/templates.ts';

const workspace = new Workspace();
const schemas = new SchemaProvider(workspace, SCHEMAS);
const fail = (id: string, error: unknown): void => {
  throw new Error(id, { cause: error });
};
const diagnoser = new Diagnoser(CHECKS, resolveConfig(undefined, undefined, CHECKS), fail, schemas);
const context = { uri: 'file:///a.yaml', version: 36, schemas, checks: CHECKS };

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

/** A file of about 300 lines of several kinds. */
const FILE = newObjects()
  .filter(({ rank }) => rank === 1)
  .map(({ edit }) => edit.text)
  .slice(0, 14)
  .join('---\n');

describe('completion at every position', () => {
  it('returns at once and never throws', () => {
    let slowest = 0;
    let total = 0;
    expect(FILE.split('\n').length).toBeGreaterThan(300);
    for (const { start, end } of splitDocuments(FILE)) {
      const text = FILE.slice(start, end);
      for (let offset = 0; offset <= text.length; offset++) {
        const before = performance.now();
        total += suggestionsAt(text, offset, context).length;
        slowest = Math.max(slowest, performance.now() - before);
      }
    }
    expect(total).toBeGreaterThan(10_000);
    expect(slowest).toBeLessThan(150); // one-time work and the noise of shared machines included; typically 2
  });

  it('offers what has no schema error, on every new line', () => {
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
          const errors = findings(changed).filter((one) => /^(?:schema|yaml)/.test(one));
          if (errors.length > 0)
            problems.push(`${suggestion.label}: ${errors.join('; ')}\n${suggestion.edit.text}`);
        }
      }
    }
    expect([...new Set(problems)].slice(0, 20).join('\n')).toBe('');
    expect(accepted).toBeGreaterThan(1000);
  });
});
