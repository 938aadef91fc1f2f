import { ClusterFailure } from '../../cluster/failure.ts';
import { missingRight, ruleFor, sayMissing } from '../forbidden.ts';
import type { Look, Node } from '../node.ts';

/** A row that only says something. */
export function messageNode(id: string, label: string, look: Partial<Look> = {}): Node {
  return { id, look: { label, icon: 'info', kind: 'message', ...look } };
}

/** A row that says what went wrong and what to do about it; a click on it tries again, where that is possible. */
export function failureNode(parent: string, error: unknown, tryNow?: () => void): Node {
  const failure = error instanceof ClusterFailure ? error : undefined;
  const message = failure?.message ?? (error instanceof Error ? error.message : String(error));
  const icon = failure?.kind === 'forbidden' ? 'lock' : 'error';
  const mood = failure?.kind === 'forbidden' ? 'quiet' : 'error';
  const missing = failure?.kind === 'forbidden' ? missingRight(message) : undefined;
  const advice = failure?.advice ?? '';
  const tooltip = [message, missing ? ruleFor(missing) : advice, ...(tryNow ? [TRY] : [])].join('\n\n');
  const node = messageNode(`${parent}/!`, missing ? sayMissing(missing) : message, {
    icon,
    mood,
    description: advice,
    tooltip,
    kind: 'failure',
  });
  return tryNow ? { ...node, act: tryNow } : node;
}

const TRY = 'It is tried again within 30 seconds, and at once by a click.';
