import { expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';
import { safeFix } from '../checks/fix.ts';
import { applyEdits } from '../text.ts';
import { firstFix } from './codeActions.ts';
import { fixAllEdits } from './fixAll.ts';

const TEXT = ['a', 'b']
  .map(
    (name) =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - image: k8s.gcr.io/pause # keep\n`,
  )
  .join('---\n');

it('fixes pass by pass and leaves the workspace as it was', () => {
  const run = new TestRun(TEXT);
  const uri = run.fixture.files[0]?.uri ?? '';
  const diagnose = (file: string): ReturnType<TestRun['findings']> => run.findings(undefined, file);
  const safe = fixAllEdits(run.workspace, uri, diagnose, safeFix);
  expect(applyEdits(TEXT, safe.get(uri) ?? [])).toBe(TEXT.replaceAll('k8s.gcr.io', 'registry.k8s.io'));
  expect(run.workspace.text(uri)).toBe(TEXT);
  const tags = fixAllEdits(run.workspace, uri, diagnose, firstFix('image-tag-latest'));
  expect(applyEdits(TEXT, tags.get(uri) ?? [])).toContain('pause:1.0.0');
});

it('leaves the workspace as it was when a fix throws', () => {
  const run = new TestRun(TEXT);
  const uri = run.fixture.files[0]?.uri ?? '';
  let passes = 0;
  const choose: typeof safeFix = (finding) => {
    if (++passes > 50) throw new Error('a bug');
    return finding.fixes[0] && { ...finding.fixes[0], edits: () => [{ start: 0, end: 0, text: '# x\n' }] };
  };
  expect(() => fixAllEdits(run.workspace, uri, (file) => run.findings(undefined, file), choose)).toThrow(
    'a bug',
  );
  expect(run.workspace.text(uri)).toBe(TEXT);
});
