import { count } from '../../look/report.ts';
import type { Outcome } from '../plan.ts';

/** Says what is back and what is not. */
export function restoredText(
  all: number,
  outcomes: readonly Outcome[],
): { readonly text: string; readonly isWhole: boolean } {
  const failed = outcomes.flatMap(({ step, failure }) => (failure ? [{ step, failure }] : []));
  const back = outcomes.length - failed.length;
  const words = [
    back === 0 ? 'Nothing is back.' : `${count(back, 'object')} ${back === 1 ? 'is' : 'are'} back.`,
  ];
  for (const { step, failure } of failed.slice(0, MOST)) {
    const body = step.change.body as { kind?: string; metadata?: { name?: string } };
    const verb = failure.kind === 'uncertain' ? 'may or may not be back' : 'is not back';
    words.push(`${body.kind} ${body.metadata?.name} ${verb}: ${failure.message}`);
  }
  if (failed.length > MOST) words.push(`${failed.length - MOST} more are not back.`);
  const untried = all - outcomes.length;
  if (untried > 0) words.push(`${count(untried, 'object')} not tried.`);
  return { text: words.join(' '), isWhole: back === all };
}

const MOST = 3;
