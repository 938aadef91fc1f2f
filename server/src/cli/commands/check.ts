import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { CheckArguments } from '../check/arguments.ts';
import { CHECK_HELP, readArguments } from '../check/arguments.ts';
import type { Collected } from '../check/collect.ts';
import { collect } from '../check/collect.ts';
import { configFile } from '../check/configFile.ts';
import { fixAll, fixedLines, writeFixed } from '../check/fixFiles.ts';
import { names } from '../check/names.ts';
import { Reporter } from '../check/report.ts';
import { Session, configUri } from '../check/session.ts';
import { summarize } from '../check/summarize.ts';
import { formatReport } from '../formats/formats.ts';
import { fails } from '../formats/report.ts';
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
  const session = new Session({
    kubernetesVersion: args.kubernetesVersion,
    configFile: config,
    progress,
    warn,
  });
  const collected = await collect(session, args, host.cwd, warn);
  const nameOf = names(host.cwd, specialNames(args, collected, config));

  let findings = session.diagnoseAll(collected.uris);
  let failed = collected.failed;
  if (args.fix) {
    const before = findings;
    const changed = fixAll(session, collected.uris);
    if (collected.stdin === undefined) failed = !writeFixed(session, changed, nameOf, warn) || failed;
    if (changed.size > 0) findings = session.diagnoseAll(collected.uris);
    for (const line of fixedLines(before, findings, nameOf)) warn(line);
  }
  progress.clear();
  const report = reportOf(session, args, collected, findings, nameOf);
  const fixesStdin = args.fix && collected.stdin !== undefined;
  if (fixesStdin) host.out(session.workspace.text(collected.stdin) ?? '');
  const text = formatReport(report, args, host, fixesStdin ? host.stderr : host.stdout);
  (fixesStdin ? host.err : host.out)(text);
  if (failed) return 2;
  return report.findings.some((finding) => fails(finding, args.severity)) ? 1 : 0;
}

function reportOf(
  session: Session,
  args: CheckArguments,
  { uris }: Collected,
  findings: readonly PlacedFinding[],
  nameOf: (uri: string) => string,
): Report {
  const reporter = new Reporter(nameOf, (uri) => session.workspace.text(uri));
  const shown = findings.filter(({ waived }) => args.reportWaivers || waived === undefined);
  const { files, templates, summary } = summarize(session.workspace, uris, findings);
  return {
    findings: shown.map((finding) => reporter.reported(finding)),
    files: files.map(nameOf),
    summary,
    templates,
    customChecks: session.configs.customChecks,
    waivers: args.reportWaivers
      ? uris.flatMap((uri) => session.waivers(uri).flatMap((waiver) => reporter.waivers(uri, waiver)))
      : undefined,
    threshold: args.severity,
  };
}

/** Names of what lies nowhere, or is known to the engine under another name. */
function specialNames(
  args: CheckArguments,
  { stdin }: Collected,
  config: string | undefined,
): ReadonlyMap<string, string> {
  const special = new Map<string, string>();
  if (stdin !== undefined && args.stdinFilename === undefined) special.set(stdin, '<stdin>');
  if (config !== undefined && args.config !== undefined)
    special.set(configUri(config), args.config.replaceAll('\\', '/'));
  return special;
}
