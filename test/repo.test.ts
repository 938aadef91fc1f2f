import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generate, ROOT } from '../scripts/gen/generate.ts';
import { fillSections } from '../scripts/gen/sections.ts';
import { BUNDLES } from '../scripts/build.ts';

const files = await generate();

test.each([...files.keys()])('%s is as `npm run gen` writes it', (path) => {
  expect(read(path), `${path} is stale: run "npm run gen" and commit what it writes`).toBe(files.get(path));
});

test('pictures of the extension exist', () => {
  const manifest = JSON.parse(read('package.json')) as Manifest;
  const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) =>
    steps.map(({ media }) => media.svg),
  );
  for (const picture of [manifest.icon, ...pictures]) {
    expect(read(picture).length, picture).toBeGreaterThan(0);
  }
});

test('every bundle but the command line is packed', () => {
  const packed = read('.vscodeignore').split('\n');
  const bundles = BUNDLES.map(({ outfile }) => outfile).filter((path) => path !== 'server/dist/cli.js');
  expect(bundles.filter((path) => !packed.includes(`!${path}`))).toEqual([]);
});

test('only who has asked somebody approves a change', () => {
  expect(clientFiles(/new Approval\(/)).toEqual([join('clusters', 'change', 'confirm.ts')]);
});

test('notices come from notice.ts, which takes links out of what clusters say; dialogs make none', () => {
  const dialogs = ['answerForeign.ts', 'confirm.ts', 'locking.ts'].map((file) =>
    join('clusters', 'change', file),
  );
  const found = clientFiles(/\.show(?:Information|Warning|Error)Message\(|\.withProgress[(<]/);
  expect(found.toSorted()).toEqual([...dialogs, 'notice.ts']);
});

/** Files of the client whose code matches. */
function clientFiles(pattern: RegExp): string[] {
  const files = readdirSync(join(ROOT, 'client/src'), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return code.filter((file) => pattern.test(read(join('client/src', file))));
}

test('every grammar is contributed under its own scope', () => {
  const { grammars } = (JSON.parse(read('package.json')) as Manifest).contributes;
  for (const { path, scopeName } of grammars) {
    expect((JSON.parse(read(path)) as { scopeName: string }).scopeName, path).toBe(scopeName);
  }
});

test('of a document, only what stands between the markers of a known section changes', () => {
  const text =
    'a\n<!-- generated:t -->old<!-- /generated:t -->\nb\n<!-- generated:u -->x<!-- /generated:u -->';
  expect(fillSections(text, { t: '| new |' })).toBe(
    'a\n<!-- generated:t -->\n\n| new |\n\n<!-- /generated:t -->\nb\n<!-- generated:u -->x<!-- /generated:u -->',
  );
});

test('filling twice changes nothing more', () => {
  const once = fillSections('<!-- generated:t --><!-- /generated:t -->', { t: 'x $& y' });
  expect(once).toContain('x $& y');
  expect(fillSections(once, { t: 'x $& y' })).toBe(once);
});

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly grammars: readonly { readonly path: string; readonly scopeName: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly svg: string } }[];
    }[];
  };
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
