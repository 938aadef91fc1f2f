import type { ExpectationFile } from '../../server/src/core/expectations.ts';
import { readExpectations } from '../../server/src/core/expectations.ts';

/** Manifests as tests write them: expectations (see expectations.ts) and a cursor (`<|>`). */
export interface Fixture {
  readonly files: readonly FixtureFile[];
  readonly cursor?: { readonly uri: string; readonly offset: number };
}

export interface FixtureFile extends ExpectationFile {
  readonly uri: string;
}

export const ROOT = 'file:///workspace';
const CURSOR = '<|>';

export function parseFixture(source: string, defaultPath = 'manifest.yaml'): Fixture {
  const files = readExpectations(source.replaceAll(CURSOR, ''), defaultPath).map((file) => ({
    ...file,
    uri: `${ROOT}/${file.path}`,
  }));
  const at = readExpectations(source, defaultPath).find(({ text }) => text.includes(CURSOR));
  if (!at) return { files };
  return { files, cursor: { uri: `${ROOT}/${at.path}`, offset: at.text.indexOf(CURSOR) } };
}
