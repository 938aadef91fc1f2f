import type { Plan } from '../../cluster/change/plan.ts';
import type { Session } from '../../cluster/session.ts';
import { shellLine } from '../../explorer/teaching/shell.ts';

/** What a plan asks of the server, where it is one request, and what to type for the same. */
export function howElse(
  { context }: Session,
  { steps, kubectl }: Pick<Plan, 'steps' | 'kubectl'>,
): readonly string[] {
  if (!kubectl) return [];
  const [step, ...others] = steps;
  const api =
    step && others.length === 0 ? [`API: ${step.change.method} ${pathOf(step.change.path)}`, ''] : [];
  return ['', ...api, shellLine(['kubectl', '--context', context.name, ...kubectl])];
}

function pathOf(path: string): string {
  return path.split('?')[0] ?? path;
}
