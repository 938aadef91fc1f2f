import { visible } from '../terminal/escape.ts';
import type { Style } from '../terminal/style.ts';
import { COLORS, frame } from './frame.ts';
import type { Report, ReportedFinding, ReportedWaiver, Summary } from './report.ts';
import { count, origin } from './report.ts';
import { statsText } from './stats.ts';

/** For people: each finding with its line, its fixes and related places, and a line that sums up. */
export function formatText(report: Report, style: Style): string {
  const { findings, summary, templates, waivers, stats } = report;
  const blocks = findings.map((finding) => `${block(finding, style).join('\n')}\n\n`);
  const left = templates > 0 ? `${templatesLeftOut(templates)}\n` : '';
  const listed = waivers ? waiverLines(waivers, style) : '';
  return `${blocks.join('')}${listed}${summaryLine(summary, hiddenBy(report), style)}\n${left}${stats ? `\n${statsText(stats)}` : ''}`;
}

/** What to do about templates. */
export function templatesLeftOut(templates: number): string {
  return `${count(templates, 'Helm template')} not checked: pipe what "helm template" renders into "kube-guardrails check -"`;
}

function block(finding: ReportedFinding, style: Style): string[] {
  const { severity, message, id, fixes, related, waived } = finding;
  const state =
    waived === undefined ? '' : `  ${style('dim', `waived${waived ? `: ${visible(waived)}` : ''}`)}`;
  const where = origin(finding);
  const head = `${style('bold', place(finding))}  ${style(COLORS[severity], severity)}  ${visible(message)}  ${style('dim', visible(id))}${state}`;
  const hint = (text: string): string => `    ${style('blue', '=')} ${text}`;
  return [
    head,
    ...frame(finding, style),
    ...(where === '' ? [] : [hint(`in: ${visible(where)}`)]),
    ...fixes.map(({ title, safe }) => hint(`fix: ${visible(title)}${safe ? ' (`--fix` does it)' : ''}`)),
    ...related.map((one) => hint(`${place(one)}: ${visible(one.message)}`)),
  ];
}

/** All waivers, one a line. */
function waiverLines(waivers: readonly ReportedWaiver[], style: Style): string {
  if (waivers.length === 0) return 'No waivers\n\n';
  const lines = waivers.map((waiver) => {
    const { check, tool, reason, until, state } = waiver;
    const name = tool === 'kube-guardrails' ? check : `${check} (${tool})`;
    const parts = [
      style('bold', place(waiver)),
      style(state === 'used' ? 'dim' : 'yellow', state),
      visible(name),
      ...(until === undefined ? [] : [`until ${visible(until)}`]),
      reason === '' ? style('dim', 'no reason') : visible(reason),
    ];
    return `  ${parts.join('  ')}\n`;
  });
  return `Waivers:\n${lines.join('')}\n`;
}

function place({ file, start }: Pick<ReportedFinding, 'file' | 'start'>): string {
  return `${visible(file)}:${start.line + 1}:${start.character + 1}`;
}

/** How many findings `--quiet` leaves out. */
function hiddenBy({ findings, summary: { errors, warnings, informations } }: Report): number {
  const shown = findings.filter(({ waived }) => waived === undefined).length;
  return errors + warnings + informations - shown;
}

/** `2 errors, 1 warning in 3 objects of 2 files (1 waived), 0.2 s`. */
function summaryLine(summary: Summary, hidden: number, style: Style): string {
  const { files, objects, errors, warnings, informations, waived, baseline = 0, durationMs } = summary;
  const found = [
    errors > 0 ? style('red', count(errors, 'error')) : '',
    warnings > 0 ? style('yellow', count(warnings, 'warning')) : '',
    informations > 0 ? style('cyan', count(informations, 'information')) : '',
  ].filter((part) => part !== '');
  const findings = found.length > 0 ? found.join(', ') : style('green', 'No findings');
  const aside = [
    waived > 0 ? `${waived} waived` : '',
    baseline > 0 ? `${baseline} in the baseline` : '',
    hidden > 0 ? `${hidden} not shown` : '',
  ].filter((part) => part !== '');
  const silenced = aside.length > 0 ? ` (${aside.join(', ')})` : '';
  return `${findings} in ${count(objects, 'object')} of ${count(files, 'file')}${silenced}, ${(durationMs / 1000).toFixed(1)} s`;
}
