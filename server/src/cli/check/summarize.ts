import type { PlacedFinding } from '../../core/checks/finding.ts';
import { isDockerfile } from '../../core/workspace.ts';
import type { Workspace } from '../../core/workspace.ts';
import type { Summary } from '../formats/report.ts';

/** Counts what was found. A file counts if it holds a Kubernetes object, or if something was found in it. */
export function summarize(
  workspace: Workspace,
  uris: readonly string[],
  findings: readonly PlacedFinding[],
  baseline: number | undefined,
): { files: string[]; templates: number; summary: Summary } {
  const withFindings = new Set(findings.map(({ uri }) => uri));
  const files = uris.filter((uri) => workspace.slots(uri).length > 0 || withFindings.has(uri));
  const open = findings.filter(({ waived }) => waived === undefined);
  const ofSeverity = (severity: PlacedFinding['severity']): number =>
    open.filter((finding) => finding.severity === severity).length;
  return {
    files,
    templates: uris.filter((uri) => isTemplate(workspace, uri)).length,
    summary: {
      files: files.length,
      objects: files.reduce((sum, uri) => sum + workspace.slots(uri).length, 0),
      errors: ofSeverity('error'),
      warnings: ofSeverity('warning'),
      informations: ofSeverity('information'),
      waived: findings.length - open.length,
      ...(baseline === undefined ? {} : { baseline }),
      // Since the process started: what somebody waited for.
      durationMs: Math.round(performance.now()),
    },
  };
}

/** The workspace keeps templates apart from manifests. */
function isTemplate(workspace: Workspace, uri: string): boolean {
  return workspace.text(uri) !== undefined && !workspace.file(uri) && !isDockerfile(uri);
}
