import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';
import { pageBlocks } from '../../../../test/harness/pages.ts';
import { ENGINE_FINDINGS } from './engineFindings.ts';
import { CHECKS } from './index.ts';

const FOLDER = import.meta.dirname;
const pages = globSync('*/*.md', { cwd: FOLDER }).toSorted();
const HEADINGS = ['## What is wrong', '## Why it matters', '## What to do', '## When to waive it'];

describe('every check has a page, and every page a check', () => {
  it('matches', () => {
    const ids = [
      ...CHECKS.map(({ category, id }) => `${category}/${id}.md`),
      ...ENGINE_FINDINGS.map(({ id }) => `engine/${id}.md`),
    ];
    expect(pages).toEqual(ids.toSorted());
  });
});

for (const page of pages) {
  const id = basename(page, '.md');
  const check = CHECKS.find((one) => one.id === id);
  const text = readFileSync(join(FOLDER, page), 'utf8');
  describe(`page ${page}`, () => {
    it('says what, why, what to do and when to waive', () => {
      expect(text.startsWith(`# ${id}\n`)).toBe(true);
      for (const heading of HEADINGS) expect(text).toContain(`\n${heading}\n`);
    });
    const finding = ENGINE_FINDINGS.find((one) => one.id === id);
    const subject = check ?? (finding?.basis === 'schema' || id === 'duplicate-key' ? finding : undefined);
    if (!subject) return;
    const blocks = pageBlocks(text);
    it('shows a problem, its fix where there is one, and a clean manifest', () => {
      expect(new Set(blocks.map(({ kind }) => kind))).toEqual(
        new Set(['problem', 'clean', ...(subject.fix ? ['fixed'] : [])]),
      );
      expect(existsSync(join(FOLDER, page.replace(/\.md$/, '.ts')))).toBe(check !== undefined);
    });
    for (const [index, block] of blocks.entries()) {
      const severity = subject.severity === 'off' ? 'warning' : subject.severity;
      const others = Object.fromEntries(block.off.map((other) => [other, 'off']));
      const options = {
        checks: { ...others, [id]: { severity, ...block.options } },
        ...(block.version ? { version: block.version } : {}),
      };
      it(`line ${block.line}: ${block.kind}`, () => {
        if (block.kind === 'fixed') {
          const problem = blocks[index - 1];
          expect(problem?.kind, 'a fixed block follows a problem block').toBe('problem');
          const run = new TestRun(problem?.text ?? '', {
            ...options,
            checks: { ...others, [id]: { severity, ...problem?.options } },
          });
          expect(run.fixed([id])).toBe(block.text);
          expect(new TestRun(block.text, options).annotated([id])).toBe(block.text);
        } else {
          const run = new TestRun(block.text, options);
          expect(run.annotated([id])).toBe(run.expected());
          const found = run.fixture.files.flatMap(({ uri }) => run.findings([id], uri)).length;
          if (block.kind === 'problem') expect(found).toBeGreaterThan(0);
          else {
            expect(found).toBe(0);
            expect(run.schemaErrors()).toEqual([]);
          }
        }
      });
    }
  });
}
