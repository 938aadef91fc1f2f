import type { Severity } from '../../core/checks/check.ts';
import { visible } from '../terminal/escape.ts';
import type { Report, ReportedFinding } from './report.ts';
import { messageWithOrigin } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
};

/**
 * Workflow commands that GitHub shows as annotations on the lines of a pull request
 * (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
 */
export function formatGithub({ findings }: Report): string {
  return findings
    .filter(({ waived }) => waived === undefined)
    .map((finding) => {
      const { severity, file, start, end, id } = finding;
      const place: Record<string, string> = {
        file,
        line: String(start.line + 1),
        endLine: String(end.line + 1),
        // GitHub refuses columns of a range that spans lines.
        ...(start.line === end.line
          ? { col: String(start.character + 1), endColumn: String(end.character + 1) }
          : {}),
        title: id,
      };
      const properties = Object.entries(place).map(([name, value]) => `${name}=${property(value)}`);
      return `::${COMMANDS[severity]} ${properties.join(',')}::${data(logLine(finding))}\n`;
    })
    .join('');
}

/** The log of a step shows nothing else of an annotation, and GitHub makes annotations of the first ten of a kind only. */
function logLine(finding: ReportedFinding): string {
  const { file, start, id } = finding;
  return `${file}:${start.line + 1}:${start.character + 1}: ${messageWithOrigin(finding)} [${id}]`;
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
