import type { ContextRule, Policy } from '../cluster/change/policy.ts';
import type { Context } from '../cluster/kubeconfig/kubeconfig.ts';
import type { Look } from './node.ts';

export const POLICY_NOTES: Readonly<Record<Policy, string | undefined>> = {
  readOnly: 'read-only',
  protected: 'protected',
  normal: undefined,
};
const ICONS: Readonly<Record<Policy, string>> = {
  readOnly: 'lock',
  protected: 'shield',
  normal: 'server-environment',
};

interface ContextFacts {
  /** Whether the kubeconfig names it as the current one. */
  readonly isCurrent: boolean;
  /** Whether it was chosen for the workspace. */
  readonly isChosen: boolean;
  readonly server: string;
  readonly place: Context;
}

/** How the row of a context shows what may be done there. */
export function contextLook(
  name: string,
  { policy, color, problem }: ContextRule,
  { isCurrent, isChosen, server, place }: ContextFacts,
): Partial<Look> {
  const notes = [
    isCurrent ? 'current' : undefined,
    isChosen ? 'of this workspace' : undefined,
    POLICY_NOTES[policy],
  ].filter((note) => note !== undefined);
  return {
    icon: ICONS[policy],
    ...(color === undefined ? {} : { color }),
    ...(notes.length > 0 ? { description: notes.join(', ') } : {}),
    tooltip: [server, ...placeLines(place), ...(problem === undefined ? [] : [problem])].join('\n\n'),
    spoken: ['Context ' + name, ...notes].join(', '),
  };
}

/** What contexts of the same server differ in. */
function placeLines({ cluster, user, namespace = 'default', file }: Context): readonly string[] {
  return [`cluster ${cluster}, user ${user}, namespace ${namespace}`, `from ${file}`];
}
