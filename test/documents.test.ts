import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../server/src/core/checks/index.ts';
import { ENGINE_FINDINGS } from '../server/src/core/checks/engineFindings.ts';
import { FOREIGN_IDS } from '../server/src/core/checks/waivers/foreignIds.ts';

const ROOT = join(import.meta.dirname, '..');

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

describe.each(globSync(['*.md', 'docs/*.md', 'server/README.md', 'examples/*.md'], { cwd: ROOT }))(
  '%s',
  (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|mailto:|command:)([^)\s]+)\)/g)].map(
      ([, to = '']) => to,
    );

    it('leads to files and headings that exist', () => {
      const missing = links.filter((link) => {
        const [file = '', heading] = link.split('#');
        const target = file === '' ? path : join(dirname(path), file);
        return (
          !existsSync(join(ROOT, target)) || (heading !== undefined && !headings(target).includes(heading))
        );
      });
      expect(missing).toEqual([]);
    });
  },
);

/** Headings as GitHub links to them. */
function headings(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

it('the table of checks links to the page of each, once', () => {
  const pages = [...read('docs/checks.md').matchAll(/^\| \[`([\w-]+)`\]/gm)].map(([, id = '']) => id);
  const ids = [...CHECKS, ...ENGINE_FINDINGS].map(({ id }) => id);
  expect(pages.toSorted()).toEqual(ids.toSorted());
});

describe('the guide for coming from another tool', () => {
  const guide = read('docs/migration.md');
  const sections = new Map(
    [...guide.matchAll(/<!-- generated:migration-([\w-]+) -->([^]*?)<!-- \//g)].map(
      ([, tool = '', text = '']) => [tool, text],
    ),
  );

  it('has a table for every tool that a check has an alias of', () => {
    const tools = [
      ...CHECKS.flatMap(({ aliases = {} }) => Object.keys(aliases)),
      ...Object.keys(FOREIGN_IDS),
    ];
    expect([...sections.keys()].toSorted()).toEqual([...new Set(tools)].toSorted());
  });

  it.each([...sections])('says of every name of %s what became of it', (tool, text) => {
    const rows = new Map(
      [...text.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(([, name = '', here = '']) => [name, here]),
    );
    for (const { id, aliases } of CHECKS) {
      for (const name of aliases?.[tool] ?? []) expect(rows.get(name), name).toContain(`[\`${id}\`]`);
    }
    for (const name of Object.keys(FOREIGN_IDS[tool] ?? {})) expect(rows.get(name), name).toMatch(/\S/);
  });

  it('knows that presets differ from what a tool can check', () => {
    expect(sections.get('kube-linter')).toMatch(
      /^\| `latest-tag` \| \[`image-tag-latest`\]\([^)]+\) \| yes \| warning \|$/m,
    );
    expect(sections.get('kube-linter')).toMatch(
      /^\| `schema-validation` \| .*\[`unknown-field`\].* \| always \| error/m,
    );
    expect(sections.get('kube-linter')).toMatch(/^\| `use-namespace` \| .* \| no \| off \|$/m);
  });
});
