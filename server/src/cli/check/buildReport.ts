import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { Report, ReportedWaiver } from '../formats/report.ts';
import type { CheckArguments } from './arguments.ts';
import { canTell } from './canTell.ts';
import type { NameOf } from './names.ts';
import { Reporter } from './report.ts';
import type { Session } from './session.ts';
import type { Clock } from './stats.ts';
import { checkStats } from './stats.ts';
import { summarize } from './summarize.ts';
import { failingSeverities } from './verdict.ts';

/** What a run found. */
export interface Found {
  /** The addresses of the files that were checked. */
  readonly uris: readonly string[];
  /** Those that the baseline does not know. */
  readonly findings: readonly PlacedFinding[];
  /** How many it knows, if there is one. */
  readonly known: number | undefined;
}

/** All that a format may show of a run. */
export function buildReport(
  session: Session,
  args: CheckArguments,
  { uris, findings, known }: Found,
  nameOf: NameOf,
  clock: Clock,
): Report {
  const reporter = new Reporter(nameOf, session.workspace);
  const waiversOf = (uri: string): ReportedWaiver[] => {
    const { diagnoser } = session.configs.of(uri);
    return session
      .waivers(uri)
      .flatMap((one) => reporter.waivers(uri, one, canTell(diagnoser, uri, one.waiver)));
  };
  const shown = findings.filter(
    ({ waived, severity }) =>
      (args.reportWaivers || waived === undefined) && (!args.quiet || severity === 'error'),
  );
  const { files, templates, summary } = summarize(session.workspace, uris, findings, known);
  return {
    findings: shown.map((finding) => reporter.reported(finding)),
    files: files.map(nameOf),
    summary,
    templates,
    customChecks: session.configs.customChecks,
    waivers: args.reportWaivers ? uris.flatMap((uri) => waiversOf(uri)) : undefined,
    failing: failingSeverities(args, summary),
    stats: args.stats ? { checks: checkStats(findings), times: clock.times } : undefined,
  };
}
