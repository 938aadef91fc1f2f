import type { PlacedFinding } from '../../core/checks/finding.ts';
import { BaselineFile } from '../baseline/use.ts';
import type { CheckArguments, FormatName } from '../check/arguments.ts';
import { CHECK_HELP, readArguments } from '../check/arguments.ts';
import { buildReport } from '../check/buildReport.ts';
import { changedSince } from '../check/changed.ts';
import type { Collected } from '../check/collect.ts';
import { collect } from '../check/collect.ts';
import { configFile } from '../check/configFile.ts';
import { fixAll, fixedLines, writeFixed } from '../check/fixFiles.ts';
import type { NameOf } from '../check/names.ts';
import { names, pathName, reportRoot } from '../check/names.ts';
import { uriToPath } from '../../io/uris.ts';
import { lookedFor, verifyIds } from '../check/settings.ts';
import { Session, configUri } from '../check/session.ts';
import { Clock } from '../check/stats.ts';
import { verifyOutputs } from '../check/verifyOutputs.ts';
import { formatReport } from '../formats/formats.ts';
import { count, fails } from '../formats/report.ts';
import { writeOutputs } from '../formats/outputs.ts';
import { styles, usesColor } from '../terminal/style.ts';
import { templatesLeftOut } from '../formats/text.ts';
import { statsText } from '../formats/stats.ts';
import type { Report } from '../formats/report.ts';
import { commandHelp } from '../help.ts';
import type { ExitCode, Host } from '../host.ts';
import { visible } from '../terminal/escape.ts';
import { versionNotice } from '../../core/kinds/versions.ts';
import { Progress } from '../terminal/progress.ts';

/** `kube-guardrails check` */
export async function check(argv: readonly string[], host: Host): Promise<ExitCode> {
  const args = readArguments(argv);
  if (args.help) {
    host.out(commandHelp(CHECK_HELP));
    return 0;
  }
  const progress = new Progress(process.stderr, args.progress);
  const warn = (message: string): void => {
    progress.clear();
    host.err(`kube-guardrails: ${visible(message)}\n`);
  };
  const notice = args.kubernetesVersion === '' ? undefined : versionNotice(args.kubernetesVersion);
  if (notice !== undefined) warn(notice);
  const config = configFile(args.config, host.cwd);
  const baseline = BaselineFile.read(args.baseline, host.cwd);
  const newBaseline = BaselineFile.toWrite(args.writeBaseline, host.cwd);
  verifyOutputs(args, host.cwd);
  const isChanged = args.changedSince === undefined ? undefined : changedSince(args.changedSince, host.cwd);
  const session = new Session({
    kubernetesVersion: args.kubernetesVersion,
    configFile: config,
    settings: args.settings,
    progress,
    warn,
  });
  const clock = new Clock();
  clock.lap('start');
  const collected = await collect(session, args, host.cwd, warn, isChanged);
  verifyIds(args.settings, session.configs.customChecks);
  clock.lap('read');
  const { uris } = collected;
  const namesFrom = (folder: string): NameOf => names(folder, specialNames(folder, args, collected, config));
  const nameOf = namesFrom(host.cwd);

  let findings: readonly PlacedFinding[] = session.diagnoseAll(uris);
  let failed = collected.failed;
  clock.lap('check');
  if (args.fix) {
    const fixed = fix(session, collected, findings, nameOf, warn);
    findings = fixed.findings;
    failed ||= !fixed.complete;
    clock.lap('fix');
  }
  progress.clear();
  const fixesStdin = args.fix && collected.stdin !== undefined;
  if (fixesStdin) host.out(session.workspace.text(collected.stdin) ?? '');
  const print = fixesStdin ? host.err : host.out;
  const written = newBaseline?.write(findings, nameOf);
  if (written !== undefined) {
    print(written);
    return failed ? 2 : 0;
  }
  const { fresh, known } = baseline?.apply(findings, uris, nameOf, warn, lookedFor(args.settings)) ?? {
    fresh: findings,
    known: undefined,
  };
  const reportIn = (format: FormatName): Report => {
    const reportName = namesFrom(reportRoot(format, host.cwd, host.env));
    return buildReport(session, args, { uris, findings: fresh, known }, reportName, clock);
  };
  const report = reportIn(args.format);
  const style = styles(usesColor(args.color, fixesStdin ? host.stderr : host.stdout, host.env));
  print(formatReport(report, args.format, host.version, style));
  failed = !writeOutputs(args.outputs, reportIn, host, warn) || failed;
  tellBeside(report, args, host, warn);
  if (!failed && !collected.leftOut && isEmpty(report, args)) warn(NOTHING);
  if (failed) return 2;
  return fresh.some((finding) => fails(finding, report.failing)) ? 1 : 0;
}

/** Applies the safe fixes. `complete`: all files were written; standard input is not. */
function fix(
  session: Session,
  { uris, stdin }: Collected,
  before: readonly PlacedFinding[],
  nameOf: NameOf,
  warn: (message: string) => void,
): { findings: readonly PlacedFinding[]; complete: boolean } {
  const changed = fixAll(session, uris);
  const complete = stdin !== undefined || writeFixed(session, changed, nameOf, warn);
  const findings = changed.size > 0 ? session.diagnoseAll(uris) : before;
  for (const line of fixedLines(before, findings, nameOf)) warn(line);
  return { findings, complete };
}

/** What belongs to no format, or would break it. */
function tellBeside(
  { stats, templates, summary: { warnings } }: Report,
  { format, maxWarnings }: CheckArguments,
  host: Host,
  warn: (message: string) => void,
): void {
  if (templates > 0 && format !== 'text') warn(templatesLeftOut(templates));
  if (maxWarnings !== undefined && warnings > maxWarnings)
    warn(`${count(warnings, 'warning')}, and "--max-warnings" allows ${maxWarnings}`);
  if (stats && format !== 'text' && format !== 'json') host.err(statsText(stats));
}

/** Whether a run is clean for lack of anything to check, which is often a path that is not the right one. */
function isEmpty({ summary, templates }: Report, { changedSince: since }: CheckArguments): boolean {
  return summary.objects === 0 && summary.errors === 0 && templates === 0 && since === undefined;
}

const NOTHING = 'nothing was checked: there is no Kubernetes object in what was named';

/** Names of what lies nowhere, or is known to the engine under another name. */
function specialNames(
  folder: string,
  args: CheckArguments,
  { stdin }: Collected,
  config: string | undefined,
): ReadonlyMap<string, string> {
  const special = new Map<string, string>();
  if (stdin !== undefined && args.stdinFilename === undefined) special.set(stdin, '<stdin>');
  if (config !== undefined && args.config !== undefined)
    special.set(configUri(config), pathName(folder, uriToPath(config) ?? args.config));
  return special;
}
