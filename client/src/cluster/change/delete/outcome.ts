import type { ClusterFailure } from '../../failure.ts';
import { count } from '../../look/report.ts';
import type { Target } from '../metadata.ts';
import { namesOf, titleOf } from '../metadata.ts';
import type { Outcome } from '../plan.ts';
import type { Remaining } from './follow.ts';
import { remainingText } from './follow.ts';

/** How a deletion went. */
export interface Deleted {
  /** What is gone, or is on its way. */
  readonly deleted: readonly Target[];
  /** What may be, as the connection was cut. */
  readonly open: readonly Target[];
  /** One line that is true, whatever happened. */
  readonly text: string;
  /** Whether everything went as it was wanted. */
  readonly isWhole: boolean;
}

/** Says what was deleted, what was not and why, and what was not even tried. */
export function deletedBy(targets: readonly Target[], outcomes: readonly Outcome[]): Deleted {
  const find = ({ step }: Outcome): Target | undefined => targets.find(({ path }) => path === step.path);
  const deleted = outcomes.flatMap((one) => (one.failure ? [] : (find(one) ?? [])));
  const open = outcomes.flatMap((one) => (one.failure?.kind === 'uncertain' ? (find(one) ?? []) : []));
  const failed = outcomes.find((one) => one.failure && !isMissing(one));
  const missing = outcomes.filter(isMissing).flatMap((one) => find(one) ?? []);
  const untried = targets.slice(outcomes.length);
  const words = deleted.length === 0 ? [] : [`Deleted ${nameOrCount(deleted)}.`];
  if (missing.length > 0) words.push(`Gone already: ${namesOf(missing)}.`);
  if (failed?.failure) {
    const target = find(failed);
    words.push(`${target ? titleOf(target) : failed.step.path} ${whyNot(failed.failure)}`);
  }
  if (untried.length > 0) words.push(`Not tried: ${namesOf(untried)}.`);
  return { deleted, open, text: words.join(' '), isWhole: !failed };
}

function isMissing({ failure }: Outcome): boolean {
  return failure?.kind === 'notFound';
}

function whyNot({ kind, message, advice }: ClusterFailure): string {
  const verb = kind === 'uncertain' ? 'may or may not be deleted' : 'was not deleted';
  return `${verb}: ${message} ${advice}`;
}

/** What to say once what was deleted has been followed for a while. */
export function goneText(targets: readonly Target[], rest: readonly Remaining[]): string {
  if (rest.length === 0) return `Deleted ${nameOrCount(targets)}.`;
  const still = rest.slice(0, MOST).map(remainingText).join(' ');
  const more = rest.length > MOST ? ` So do ${rest.length - MOST} more.` : '';
  const gone = targets.length - rest.length;
  return `${gone > 0 ? `${count(gone, 'object')} gone. ` : ''}${still}${more}`;
}

const MOST = 3;

function nameOrCount(targets: readonly Target[]): string {
  const [first] = targets;
  return targets.length === 1 && first
    ? titleOf(first)
    : `${count(targets.length, 'object')}: ${namesOf(targets)}`;
}
