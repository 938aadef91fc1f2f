import type { Fix } from '../checks/check.ts';
import type { PlacedFinding } from '../checks/finding.ts';
import type { FileEdits } from '../checks/fix.ts';
import { fileEdits } from '../checks/fix.ts';
import type { ManifestDocument } from '../manifest/document.ts';
import type { TextEdit } from '../text.ts';
import type { Workspace } from '../workspace.ts';
import { waiveLine, waiveObject } from './waive.ts';

/** Something that can be done about a finding. */
export interface FindingAction {
  readonly title: string;
  readonly edits: FileEdits;
  /** What most readers want: applied without a menu by some editors. */
  readonly preferred: boolean;
}

/** The fixes of a finding, then the ways to waive it where it stands. What would change nothing is left out. */
export function findingActions(workspace: Workspace, finding: PlacedFinding): FindingAction[] {
  const preferred = finding.fixes.find(({ safe }) => safe);
  const fixes = finding.fixes.map((fix) => ({
    title: fix.title,
    edits: fileEdits(finding, fix),
    preferred: fix === preferred,
  }));
  return [...fixes, ...waivers(workspace, finding)].filter(({ edits }) => edits.size > 0);
}

/** Findings that a comment or an annotation cannot silence: text that cannot be read, our own files, waivers themselves. */
const UNWAIVABLE = new Set([
  'yaml-syntax',
  'invalid-config',
  'unused-waiver',
  'invalid-waiver',
  'file-too-large',
]);

export function isWaivable(finding: PlacedFinding): boolean {
  return !UNWAIVABLE.has(finding.id);
}

function waivers(workspace: Workspace, finding: PlacedFinding): FindingAction[] {
  const document = isWaivable(finding) ? documentOf(workspace, finding) : undefined;
  if (!document) return [];
  const { id } = finding;
  const action = (title: string, edits: TextEdit[] | undefined): FindingAction => ({
    title,
    edits: fileEdits(finding, { title, safe: false, edits: () => edits ?? [] }),
    preferred: false,
  });
  return [
    action(`Waive \`${id}\` for this line`, waiveLine(document, finding)),
    action(`Waive \`${id}\` for this ${finding.resource?.kind ?? 'object'}`, waiveObject(document, finding)),
  ];
}

function documentOf(workspace: Workspace, { uri, start }: PlacedFinding): ManifestDocument | undefined {
  return workspace.file(uri)?.documents.find((place) => place.start === start)?.document;
}

/** The fix that is taken when all findings of a check are fixed at once: the first one. */
export function firstFix(id: string): (finding: PlacedFinding) => Fix | undefined {
  return (finding) => (finding.id === id && finding.waived === undefined ? finding.fixes[0] : undefined);
}
