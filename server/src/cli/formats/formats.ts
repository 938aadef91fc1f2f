import type { FormatName } from '../check/arguments.ts';
import { allRules, readPage } from '../rules.ts';
import type { Style } from '../terminal/style.ts';
import { formatGithub } from './github.ts';
import { formatGitlab } from './gitlab.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import type { Report } from './report.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

/** The report as text in a format. `version`: of this program. */
export function formatReport(report: Report, format: FormatName, version: string, style: Style): string {
  switch (format) {
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, {
        version,
        rules: allRules(report.customChecks),
        page: readPage,
      });
    case 'github':
      return formatGithub(report);
    case 'gitlab':
      return formatGitlab(report);
    case 'junit':
      return formatJunit(report);
    default:
      return formatText(report, style);
  }
}
