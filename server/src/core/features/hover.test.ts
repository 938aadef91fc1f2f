import { expect, it } from 'vitest';
import { TestRun } from '../../../../test/harness/check.ts';
import { escapeMarkdown, findingHover } from './hover.ts';

const PAGE =
  '# x\n\n## Why it matters\n\nBecause.\n\n```yaml\na: 1\n```\n\n## What to do\n\nThis.\n\nLike so:\n\n````yaml problem\n```\n````\n\nOr so:\n\n```yaml\na: 1\n```\n\n## When to waive it\n\nNever.\n';
const SOURCES = { page: () => PAGE, link: (id: string) => `page:${id}` };

it('shows the sections of the page up to their examples', () => {
  const run = new TestRun('apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: nginx\n');
  const findings = run.findings(['image-tag-latest']);
  const at = run.fixture.files[0]?.text.indexOf('nginx') ?? 0;
  const hover = findingHover(findings, at, SOURCES);
  expect(hover?.span).toEqual({ start: at, end: at + 5 });
  expect(hover?.text).toContain(
    '*Why it matters:* Because.\n\n*What to do:* This.\n\n[More about `image-tag-latest`](page:image-tag-latest)',
  );
  expect(findingHover(findings, 0, SOURCES)).toBeUndefined();
});

it('escapes what a manifest might smuggle in, but for code', () => {
  expect(escapeMarkdown('<img src=x> [a](command:b)\n# c `d*e` ![f](g)')).toBe(
    String.raw`\<img src=x\> \[a\]\(command\:b\) \# c ${'`d*e`'} \!\[f\]\(g\)`,
  );
});
