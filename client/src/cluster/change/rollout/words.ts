import type { Judgement } from './judge.ts';

/** How a workload that was applied does. */
export interface Seen {
  /** Such as `Deployment shop`. */
  readonly name: string;
  readonly judgement: Judgement;
}

/** How the workloads of an application do, in a line: with one that has a problem, or else one that is not ready yet. */
export function progressLine(seen: readonly Seen[], all: number): string {
  const open = seen.filter(({ judgement }) => judgement.phase === 'going on');
  const one = open.find(({ judgement }) => judgement.problems.length > 0) ?? open[0] ?? seen.at(-1);
  if (!one) return '';
  const line = sentenceOf(one.judgement);
  if (all === 1) return line;
  const done = seen.filter(({ judgement }) => judgement.phase === 'done').length;
  return `${done} of ${all} are ready${open.length > 0 ? `. ${one.name}: ${line}` : ''}`;
}

function sentenceOf({ summary, problems: [problem] }: Judgement): string {
  // The mark in the manifest says all of it.
  const line = problem && /^.*?\.(?= |$)|^.*/.exec(problem.message)?.[0];
  return line === undefined ? summary : `${summary}. ${line}`;
}

/** Says that workloads are ready, and where they are found. */
export function readyText(context: string, ready: readonly Seen[], urls: readonly string[]): string {
  const [only] = ready;
  const [url] = urls;
  const more = urls.length > 1 ? ` and ${urls.length - 1} more address${urls.length > 2 ? 'es' : ''}` : '';
  const place = url === undefined ? '' : ` It is at ${url}${more}.`;
  if (only && ready.length === 1) return `${only.name} on ${context}: ${only.judgement.summary}.${place}`;
  return `Rolled out on ${context}: ${listed(ready)}.`;
}

/** Says that workloads do not get ready, and why. */
export function failedText(context: string, failed: readonly Seen[]): string {
  const [only] = failed;
  if (!only || failed.length > 1)
    return `${failed.length} workloads on ${context} do not get ready: ${listed(failed)}. What is in their way is marked in the manifest.`;
  const { summary, problems } = only.judgement;
  const why = problems[0]?.message.split('\n')[0] ?? '';
  return `${only.name} on ${context} does not get ready (${summary}). ${why}`.trim();
}

/** So many names fit into a notice. */
const MOST = 4;

function listed(seen: readonly Seen[]): string {
  const names = seen.slice(0, MOST).map(({ name, judgement }) => `${name} (${judgement.summary})`);
  const more = seen.length - MOST;
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
