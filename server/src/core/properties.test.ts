import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TestRun, testConfig } from '../../../test/harness/check.ts';
import { parseFixture } from '../../../test/harness/fixture.ts';
import { pageBlocks } from '../../../test/harness/pages.ts';
import type { Severity } from './checks/check.ts';
import type { PlacedFinding } from './checks/finding.ts';
import { fileEdits } from './checks/fix.ts';
import { CHECKS } from './checks/index.ts';
import { Diagnoser } from './diagnose.ts';
import { readManifestFile } from './manifest/document.ts';
import { splitDocuments } from './manifest/split.ts';
import { applyEdits } from './text.ts';
import { Workspace } from './workspace.ts';

const ROOT = join(import.meta.dirname, '../../..');
const pages = globSync('server/src/core/checks/*/*.md', { cwd: ROOT }).map((path) => ({
  id: basename(path, '.md'),
  text: readFileSync(join(ROOT, path), 'utf8'),
}));
const examples = globSync('examples/**/*.{yaml,yml,json}', { cwd: ROOT }).map((path) =>
  readFileSync(join(ROOT, path), 'utf8'),
);
const blocks = pages
  .flatMap(({ id, text }) => pageBlocks(text).map((block) => ({ ...block, page: id })))
  .filter(({ kind }) => kind !== 'fixed');
const seeds = [
  ...blocks.flatMap(({ text }) => parseFixture(text).files.map((file) => file.text)),
  ...examples,
];

/** Every check on, so that every check is tried. */
const ALL_ON = Object.fromEntries(
  CHECKS.map(({ id, severity }): [string, Severity] => [id, severity === 'off' ? 'warning' : severity]),
);

const seed = fc.constantFrom(...seeds);
/** A few random cuts, insertions and repetitions in a real manifest. */
const broken = fc
  .tuple(
    seed,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(12),
        fc.oneof(
          fc.constantFrom(
            '',
            '\n',
            '  ',
            '\t',
            ':',
            '- ',
            '"',
            "'",
            '{',
            ']',
            '&a ',
            '*a',
            '<<: *a\n',
            '---\n',
            '...\n',
            '#',
            '|\n',
            '\r\n',
            '\uFEFF',
            '日',
            '😀',
          ),
          fc.string({ maxLength: 4 }),
        ),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [at, length, inserted]) => {
      const start = at % (changed.length + 1);
      return changed.slice(0, start) + inserted + changed.slice(start + length);
    }, text),
  );

/** Texts that once broke something. */
const FORMER_FAILURES = [
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: proxy\nspec:\n  containers:\n    - name: proxy\n      image: registry.example.com/proxy:1.0.0\n  volumes:\n    - name: config\n      configMap:\n        name: proxy\n        items:\n          - { key: nginx.conf, path: nginx.conf }\n    - 日name: ca\n      projected:\n        sources   \n          - configMap: { name: kube-root-ca.crt }\n          - secret: { name: proxy-tls, items: [{ key: tls.crt, path: tls.crt }] }\n    - name: overrides\n      configMap:\n        name: overrides\n        optional: true\n',
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    seccomp.security.alpha.kubernetes.io/pod: runtime/default\n',
];

function diagnoseAll(text: string): PlacedFinding[] {
  const workspace = new Workspace();
  workspace.set('file:///a.yaml', text);
  const diagnoser = new Diagnoser(CHECKS, testConfig({ checks: ALL_ON }), (id, error) => {
    throw new Error(`${id} failed on ${JSON.stringify(text)}`, { cause: error });
  });
  return diagnoser.diagnose(workspace, 'file:///a.yaml');
}

describe('properties', () => {
  it('no text makes anything throw, and every finding and edit lies within the text', () => {
    fc.assert(
      fc.property(broken, (text) => {
        for (const finding of diagnoseAll(text)) {
          const [start, end] = [finding.start + finding.span.start, finding.start + finding.span.end];
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          for (const fix of finding.fixes) {
            for (const [uri, edits] of fileEdits(finding, fix))
              if (uri === finding.uri) applyEdits(text, edits);
          }
        }
      }),
      { numRuns: 600, examples: FORMER_FAILURES.map((text) => [text]) },
    );
  }, 60_000);

  it('splitting loses nothing, and taking over unchanged documents changes no result', () => {
    fc.assert(
      fc.property(fc.array(seed, { minLength: 1, maxLength: 4 }), broken, fc.nat(3), (texts, other, at) => {
        const before = texts.join('---\n');
        const after = texts.with(at % texts.length, other).join('---\n');
        expect(
          splitDocuments(after)
            .map(({ start, end }) => after.slice(start, end))
            .join(''),
        ).toBe(after);
        const reused = readManifestFile('file:///a.yaml', after, readManifestFile('file:///a.yaml', before));
        const fresh = readManifestFile('file:///a.yaml', after);
        const shape = (file: typeof fresh): unknown =>
          file.documents.map(({ start, document }) => [
            start,
            document.text,
            document.problems,
            document.resources.map(({ root }) => root.toJSON()),
          ]);
        expect(shape(reused)).toEqual(shape(fresh));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('every fix of every finding removes it, leaves a text that parses, and changes nothing else', () => {
    let fixes = 0;
    // All on the check's own page, and some elsewhere: there, most of a check's findings are alike.
    const elsewhere = new Map<string, number>();
    for (const block of blocks) {
      const options = {
        checks: { ...ALL_ON, ...optionsOf(block.options) },
        ...(block.version ? { version: block.version } : {}),
      };
      const run = new TestRun(block.text, options);
      for (const { uri } of run.fixture.files) {
        for (const finding of run.findings(undefined, uri)) {
          const times = elsewhere.get(finding.id) ?? 0;
          if (finding.id !== block.page && times >= TIMES) continue;
          if (finding.id !== block.page) elsewhere.set(finding.id, times + 1);
          for (const [index, fix] of finding.fixes.entries()) {
            tryFix(block.text, options, finding, index);
            fixes++;
            expect(fix.title).not.toBe('');
          }
        }
      }
    }
    for (const text of examples) {
      for (const finding of new TestRun(text, { checks: ALL_ON }).findings()) {
        for (const index of finding.fixes.keys()) {
          tryFix(text, { checks: ALL_ON }, finding, index);
          fixes++;
        }
      }
    }
    expect(fixes).toBeGreaterThan(0);
  }, 240_000);
});

/** On how many findings the fixes of a check are tried outside of its own page. */
const TIMES = 40;

/** Options of the check that a page is about: the block has one set for it. */
function optionsOf(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(options);
  if (names.length === 0) return {};
  const check = CHECKS.find((one) =>
    names.every((name) => name === 'severity' || one.options?.[name] !== undefined),
  );
  return check ? { [check.id]: { severity: 'warning', ...options } } : {};
}

function tryFix(
  source: string,
  options: ConstructorParameters<typeof TestRun>[1],
  found: PlacedFinding,
  index: number,
): void {
  const run = new TestRun(source, options);
  const finding = run
    .findings([found.id], found.uri)
    .find(
      ({ start, span, message }) =>
        start === found.start && span.start === found.span.start && message === found.message,
    );
  const fix = finding?.fixes[index];
  if (!finding || !fix) throw new Error(`${found.id}: the finding is not there a second time`);
  const label = `${found.id}: "${fix.title}" on "${found.message}"`;
  const count = (): number =>
    run.fixture.files
      .flatMap(({ uri }) => run.findings([found.id], uri))
      .filter(({ message }) => message === found.message).length;
  const before = count();
  const problems = (): number =>
    run.fixture.files.flatMap(({ uri }) => run.findings(['yaml-syntax', 'duplicate-key'], uri)).length;
  const problemsBefore = problems();
  const edits = fileEdits(finding, fix);
  expect([...edits.values()].flat().length, `${label}: has edits`).toBeGreaterThan(0);
  for (const [uri, list] of edits) {
    const text = run.workspace.text(uri) ?? '';
    run.workspace.set(uri, applyEdits(text, list));
  }
  expect(count(), `${label}: is gone`).toBeLessThan(before);
  expect(problems(), `${label}: still parses`).toBeLessThanOrEqual(problemsBefore);
}
