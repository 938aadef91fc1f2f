import type { TextEdit } from '../text.ts';
import { applyEdits, touches } from '../text.ts';
import type { Workspace } from '../workspace.ts';
import type { Fix } from './check.ts';
import type { PlacedFinding } from './finding.ts';

/** Edits of one or more files, counted from the start of each file. */
export type FileEdits = ReadonlyMap<string, readonly TextEdit[]>;

/** The edits of a fix, sorted by file and counted from the start of each file. */
export function fileEdits(finding: PlacedFinding, fix: Fix): FileEdits {
  const files = new Map<string, TextEdit[]>();
  for (const { origin, ...edit } of fix.edits()) {
    const { uri, start } = origin ?? finding;
    const moved = { ...edit, start: edit.start + start, end: edit.end + start };
    const known = files.get(uri);
    if (known) known.push(moved);
    else files.set(uri, [moved]);
  }
  return files;
}

/** Which fix of a finding to apply when many are applied at once, if any. */
export type ChooseFix = (finding: PlacedFinding) => Fix | undefined;

/** The first safe fix: what fix-all and `--fix` apply. */
export function safeFix(finding: PlacedFinding): Fix | undefined {
  return finding.waived === undefined ? finding.fixes.find(({ safe }) => safe) : undefined;
}

const PASSES = 10;

/**
 * Applies the chosen fixes of the given files in passes: edits that do not touch each other, then the files are read again,
 * until nothing is left. The workspace is left with the new texts.
 * @returns the files that changed, with their texts before.
 */
export function applyFixes(
  workspace: Workspace,
  uris: readonly string[],
  diagnose: (uri: string) => readonly PlacedFinding[],
  choose: ChooseFix,
): Map<string, string> {
  const before = new Map<string, string>();
  for (let pass = 0; pass < PASSES; pass++) {
    const accepted = new Map<string, TextEdit[]>();
    for (const uri of uris) {
      for (const finding of diagnose(uri)) {
        const fix = choose(finding);
        if (fix) accept(accepted, fileEdits(finding, fix));
      }
    }
    if (accepted.size === 0) break;
    for (const [uri, edits] of accepted) {
      const text = workspace.text(uri);
      if (text === undefined) continue;
      if (!before.has(uri)) before.set(uri, text);
      workspace.set(uri, applyEdits(text, edits));
    }
  }
  return before;
}

/** Takes in all edits of a fix, or none of them if one touches what has been taken in. */
function accept(accepted: Map<string, TextEdit[]>, files: FileEdits): void {
  for (const [uri, edits] of files) {
    const taken = accepted.get(uri) ?? [];
    if (edits.some((edit) => taken.some((other) => touches(edit, other)))) return;
  }
  for (const [uri, edits] of files) accepted.set(uri, [...(accepted.get(uri) ?? []), ...edits]);
}
