import type { CheckArguments } from '../check/arguments.ts';
import type { Host } from '../host.ts';
import { allRules, readPage } from '../rules.ts';
import { styles, usesColor } from '../terminal/style.ts';
import { formatGithub } from './github.ts';
import { formatGitlab } from './gitlab.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import type { Report } from './report.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

/** The report as text in the format that was asked for. */
export function formatReport(
  report: Report,
  args: CheckArguments,
  host: Host,
  stream: { readonly isTTY?: boolean },
): string {
  switch (args.format) {
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, {
        version: host.version,
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
      return formatText(report, styles(usesColor(args.color, stream, host.env)));
  }
}
