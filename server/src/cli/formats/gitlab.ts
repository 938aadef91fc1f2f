import type { Severity } from '../../core/checks/check.ts';
import { fingerprints } from '../baseline/key.ts';
import { safeJson } from '../terminal/escape.ts';
import type { Report } from './report.ts';
import { messageWithOrigin } from './report.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'major',
  warning: 'minor',
  information: 'info',
};

/**
 * A code quality report, which GitLab shows in merge requests
 * (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). The fingerprints stay when lines move, so
 * GitLab sees what a merge request adds and resolves. It expects paths relative to the repository.
 */
export function formatGitlab({ findings }: Report): string {
  const fingerprint = fingerprints();
  const entries = findings
    .filter(({ waived }) => waived === undefined)
    .map((finding) => ({
      description: messageWithOrigin(finding),
      check_name: finding.id,
      fingerprint: fingerprint(finding.key),
      severity: SEVERITIES[finding.severity],
      location: {
        path: finding.file,
        lines: { begin: finding.start.line + 1, end: finding.end.line + 1 },
      },
    }));
  return `${safeJson(entries, 2)}\n`;
}
