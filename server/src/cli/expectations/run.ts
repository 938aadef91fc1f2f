import { dirname, join } from 'node:path';
import { ENGINE_FINDINGS } from '../../core/checks/engineFindings.ts';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { ExpectationFile } from '../../core/expectations.ts';
import { readExpectations } from '../../core/expectations.ts';
import { pathToUri } from '../../io/uris.ts';
import type { Session } from '../check/session.ts';

/** A file of manifests, what was expected in it and what was found. */
export interface TestedFile {
  readonly file: ExpectationFile;
  readonly found: readonly PlacedFinding[];
}

const ABOUT = /^[ \t]*#[ \t]*kube-guardrails-test:(.*)$/gm;

/** Checks the manifests of an expectation file, which know nothing of other files. */
export function runExpectations(session: Session, path: string, source: string): TestedFile[] {
  const folder = dirname(path);
  const files = readExpectations(source, '');
  const uris = files.map((file) => pathToUri(file.path === '' ? path : join(folder, file.path)));
  const about = checksOf(source);
  for (const [index, file] of files.entries()) session.workspace.set(uris[index] ?? '', file.text);
  const tested = files.map((file, index) => ({
    file,
    found: session
      .diagnose(uris[index] ?? '')
      .filter(({ id, waived }) => waived === undefined && (about.size === 0 || about.has(id))),
  }));
  for (const uri of uris) session.workspace.delete(uri);
  return tested;
}

/** The checks that a file is about, by its comments; none: all. */
export function checksOf(source: string): ReadonlySet<string> {
  const names = Array.from(source.matchAll(ABOUT), ([, list = '']) => list.split(/[\s,]+/));
  return new Set(names.flat().filter((id) => id !== ''));
}

/** Ids in `kube-guardrails-test:` comments that are no checks: they would make a test pass that tests nothing. */
export function unknownChecks(session: Session, path: string, source: string): string[] {
  const { checks } = session.configs.of(pathToUri(path)).diagnoser;
  const known = new Set([...checks, ...ENGINE_FINDINGS].map(({ id }) => id));
  return [...checksOf(source)]
    .filter((id) => !known.has(id))
    .map((id) => `there is no check "${id}", which this file says it is about`);
}

/** What is wrong in the config file that holds for a file: what it does not apply cannot be tested. */
export function configMistakes(session: Session, path: string): string[] {
  const mistakes = session
    .loadConfigs([pathToUri(path)], () => undefined)
    .flatMap((uri) => session.diagnose(uri))
    .filter(({ severity, waived }) => severity === 'error' && waived === undefined);
  return mistakes.map(({ message }) => `in the config file: ${message}`);
}
