import type { PlacedFinding } from '../checks/finding.ts';
import type { ChooseFix, FileEdits } from '../checks/fix.ts';
import { applyFixes } from '../checks/fix.ts';
import type { TextEdit } from '../text.ts';
import type { Workspace } from '../workspace.ts';
import { lineEdits } from './lineEdits.ts';

/** The edits that apply the chosen fixes of a file, pass by pass until nothing is left. The workspace stays as it was. */
export function fixAllEdits(
  workspace: Workspace,
  uri: string,
  diagnose: (uri: string) => readonly PlacedFinding[],
  choose: ChooseFix,
): FileEdits {
  const changed = applyTried(workspace, uri, diagnose, choose);
  const edits = new Map<string, readonly TextEdit[]>();
  for (const [file, { before, after }] of changed) {
    const needed = lineEdits(before, after);
    if (needed.length > 0) edits.set(file, needed);
  }
  return edits;
}

/** Applies the fixes, notes the texts and puts the old ones back, also where a fix throws. */
function applyTried(
  workspace: Workspace,
  uri: string,
  diagnose: (uri: string) => readonly PlacedFinding[],
  choose: ChooseFix,
): Map<string, { before: string; after: string }> {
  const originals = new Map<string, string>();
  const remember: ChooseFix = (finding) => {
    const text = workspace.text(finding.uri);
    if (text !== undefined && !originals.has(finding.uri)) originals.set(finding.uri, text);
    return choose(finding);
  };
  const result = new Map<string, { before: string; after: string }>();
  try {
    for (const [file, before] of applyFixes(workspace, [uri], diagnose, remember)) {
      originals.set(file, before);
      result.set(file, { before, after: workspace.text(file) ?? before });
    }
    return result;
  } finally {
    for (const [file, before] of originals) if (workspace.text(file) !== before) workspace.set(file, before);
  }
}
