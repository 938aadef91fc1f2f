import type { ContextRule, Policy } from '../cluster/change/policy.ts';
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

/** How the row of a context shows what may be done there. */
export function contextLook(
  name: string,
  { policy, color, problem }: ContextRule,
  { isCurrent, server }: { readonly isCurrent: boolean; readonly server: string },
): Partial<Look> {
  const notes = [isCurrent ? 'current' : undefined, POLICY_NOTES[policy]].filter(
    (note) => note !== undefined,
  );
  return {
    icon: ICONS[policy],
    ...(color === undefined ? {} : { color }),
    ...(notes.length > 0 ? { description: notes.join(', ') } : {}),
    tooltip: [server, ...(problem === undefined ? [] : [problem])].join('\n\n'),
    spoken: ['Context ' + name, ...notes].join(', '),
  };
}
