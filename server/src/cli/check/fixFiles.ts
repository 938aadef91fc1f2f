import type { PlacedFinding } from '../../core/checks/finding.ts';
import { applyFixes, safeFix } from '../../core/checks/fix.ts';
import { uriToPath } from '../../io/uris.ts';
import { count } from '../formats/report.ts';
import type { NameOf } from './names.ts';
import type { Session } from './session.ts';
import { replaceText } from './writeFile.ts';

/** Applies the safe fixes to the files in the session. @returns the files that changed, with their texts before. */
export function fixAll(session: Session, uris: readonly string[]): Map<string, string> {
  const before = applyFixes(session.workspace, uris, (uri) => session.diagnose(uri), safeFix);
  return new Map([...before].filter(([uri, text]) => session.workspace.text(uri) !== text));
}

/**
 * Writes changed files to the disk. A file that cannot be written has its old text in the session again.
 * @returns whether all were written.
 */
export function writeFixed(
  session: Session,
  changed: ReadonlyMap<string, string>,
  nameOf: NameOf,
  warn: (message: string) => void,
): boolean {
  let complete = true;
  for (const [uri, before] of changed) {
    const path = uriToPath(uri);
    const after = session.workspace.text(uri) ?? before;
    const problem = path === undefined ? 'it is no file' : replaceText(path, before, after);
    if (problem === undefined) continue;
    complete = false;
    warn(`${nameOf(uri)}: not fixed, ${problem}`);
    session.workspace.set(uri, before);
  }
  return complete;
}

/** `web.yaml: fixed image-tag-latest (2), host-port` for each file whose findings became fewer. */
export function fixedLines(
  before: readonly PlacedFinding[],
  after: readonly PlacedFinding[],
  nameOf: NameOf,
): string[] {
  const left = tally(after);
  const lines: string[] = [];
  let sum = 0;
  for (const [uri, ids] of tally(before)) {
    const fixed = [...ids].flatMap(([id, number]) => {
      const fewer = number - (left.get(uri)?.get(id) ?? 0);
      if (fewer > 0) sum += fewer;
      return fewer > 0 ? [fewer > 1 ? `${id} (${fewer})` : id] : [];
    });
    if (fixed.length > 0) lines.push(`${nameOf(uri)}: fixed ${fixed.join(', ')}`);
  }
  if (lines.length > 0) lines.push(`fixed ${count(sum, 'finding')} in ${count(lines.length, 'file')}`);
  return lines;
}

/** Address, then id, to number of findings that no waiver silences. */
function tally(findings: readonly PlacedFinding[]): Map<string, Map<string, number>> {
  const files = new Map<string, Map<string, number>>();
  for (const { uri, id, waived } of findings) {
    if (waived !== undefined) continue;
    const ids = files.get(uri) ?? new Map<string, number>();
    ids.set(id, (ids.get(id) ?? 0) + 1);
    files.set(uri, ids);
  }
  return files;
}
