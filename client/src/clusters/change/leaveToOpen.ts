import type { Approval, Opening } from '../../cluster/change/approval.ts';
import { previewFor } from '../../cluster/change/preview.ts';
import { refusal } from '../../cluster/change/policy.ts';
import type { Session } from '../../cluster/session.ts';
import { confirm } from './confirm.ts';

const TITLES = {
  exec: 'Open a shell in',
  attach: 'Attach to',
  portforward: 'Forward a port of',
} as const;

/** Asks, in a protected context, before a way into a pod is opened; nothing where somebody thinks better of it. */
export async function leaveToOpen(
  session: Session,
  opening: Opening,
  { kind, name }: { readonly kind: string; readonly name: string },
): Promise<{ readonly approval: Approval | undefined } | undefined> {
  if (session.policy === 'readOnly') throw refusal(session.context.name);
  if (session.policy === 'normal') return { approval: undefined };
  const approval = await confirm(
    previewFor(session, {
      title: `${TITLES[opening.subresource]} ${kind} ${name}`,
      name,
      namespace: opening.namespace,
      details: ['What is done there is not checked by anybody.'],
      action: 'Open',
      changes: [],
      openings: [opening],
    }),
  );
  return approval && { approval };
}
