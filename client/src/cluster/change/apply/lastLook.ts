import type { Json } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import { MISTAKEN } from '../../transport/identity.ts';
import type { Step } from '../carryOut.ts';
import { uidOf } from './applyStep.ts';
import type { Planned } from './planApply.ts';
import { readLive } from './readLive.ts';
import { nameOf } from './readManifests.ts';

/** What is sent, with the object as it is right before; or why nothing is, and whether that is as somebody else made it. */
export type LastLook = { readonly step: Step } | { readonly reason: string; readonly isTaken: boolean };

/**
 * Looks at an object right before it is sent, where its uid is not sent along. An apply cannot be told to create and nothing else, and what
 * is created otherwise does not belong to us as what is applied does. `own`: uids of what this very run has applied, as a text may have a
 * document twice. Where an object cannot be read, the server has the word.
 */
export async function lastLook(
  session: Session,
  planned: Planned,
  step: Step,
  own: ReadonlySet<string>,
): Promise<LastLook> {
  const { fate, result } = planned;
  const isBound = namesUid(planned, step);
  if (isBound && fate !== 'later') return { step };
  const live = await readLive(session, { path: step.path });
  const asLive = { step: live ? { ...step, before: live } : step };
  // The server compares the uid; what could be tried only now is read in the version of the manifest only now.
  if (isBound) return asLive;
  const known = step.before ?? (fate === 'created' ? undefined : result);
  return isAsKnown(planned, live, known, own) ? asLive : mistakenLook(planned, live, known);
}

/** Whether what is sent says which object it means. */
function namesUid({ manifest }: Planned, { change }: Step): boolean {
  return change.body !== manifest.text || (manifest.root.at('metadata', 'uid').written ?? '') !== '';
}

function isAsKnown(
  { fate, manifest, address, step }: Planned,
  live: Json | undefined,
  known: Json | undefined,
  own: ReadonlySet<string>,
): boolean {
  const uid = uidOf(live);
  if (uid === undefined) return step?.before === undefined;
  if (own.has(uid)) return true;
  if (known) return uid === uidOf(known);
  return fate === 'later' && address?.within !== undefined && IN_EVERY_NAMESPACE.includes(nameOf(manifest));
}

/** Controllers make these in a new namespace (https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts). */
const IN_EVERY_NAMESPACE = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];

function mistakenLook({ manifest }: Planned, live: Json | undefined, known: Json | undefined): LastLook {
  if (known)
    return {
      reason: `${MISTAKEN[live ? 'another' : 'gone']} Look at it again, and decide anew.`,
      isTaken: false,
    };
  const reason = `Somebody else made ${nameOf(manifest)} since it was looked at. Nothing was changed. Apply again to see what would change.`;
  return { reason, isTaken: true };
}
