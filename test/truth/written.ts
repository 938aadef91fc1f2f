import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { Workspace } from '../../server/src/core/workspace.ts';
import { parseFixture } from '../harness/fixture.ts';
import { pageBlocks } from '../harness/pages.ts';
import { findingsInFiles } from './engine.ts';
import { sample } from './objects.ts';
import type { Sample } from './objects.ts';

/** An object that somebody wrote, with what is found in it among its neighbours. */
export interface WrittenObject extends Sample {
  readonly findings: readonly PlacedFinding[];
}

const ROOT = join(import.meta.dirname, '../..');
const CHECKS = join(ROOT, 'server/src/core/checks');

/** The objects in the blocks of the checks' pages. A block for another version than the server's is left out. */
export function pageObjects(): WrittenObject[] {
  return globSync('*/*.md', { cwd: CHECKS })
    .toSorted()
    .flatMap((page) =>
      pageBlocks(readFileSync(join(CHECKS, page), 'utf8'))
        .filter(({ version }) => version === undefined)
        .flatMap(({ text, line }) => objectsIn(parseFixture(text).files, `${basename(page)}:${line}`)),
    );
}

/** The objects in examples/. */
export function exampleObjects(): WrittenObject[] {
  const paths = globSync('**/*.{yaml,json}', { cwd: join(ROOT, 'examples') }).toSorted();
  const files = paths.map((path) => ({
    path,
    uri: `file:///examples/${path}`,
    text: readFileSync(join(ROOT, 'examples', path), 'utf8'),
  }));
  return objectsIn(files, 'examples');
}

interface File {
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** What is no manifest, a patch, a template or a list of objects is not sent by itself. */
function objectsIn(files: readonly File[], source: string): WrittenObject[] {
  const workspace = new Workspace();
  for (const { uri, text } of files) workspace.set(uri, text);
  const found = findingsInFiles(files);
  return files.flatMap(({ path, uri }) => {
    const slots = workspace.slots(uri);
    const findings = found.get(uri) ?? [];
    return (workspace.file(uri)?.documents ?? []).flatMap(({ start, document }) => {
      const [slot, ...more] = slots.filter((one) => one.start === start);
      if (!slot || more.length > 0 || slot.resource.root !== document.root || workspace.isPartial(slot))
        return [];
      const here = findings.filter((finding) => finding.start === start);
      return [{ ...sample(document.text.replace(/^---.*$/m, ''), `${source} ${path}`), findings: here }];
    });
  });
}
