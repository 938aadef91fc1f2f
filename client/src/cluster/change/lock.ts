import { count } from '../look/report.ts';
import type { Lock } from './locks.ts';
import { LOCKED, locksOf, lockText, withoutLocks } from './locks.ts';
import type { Target } from './metadata.ts';
import { metadataOf, namesOf, titleOf } from './metadata.ts';
import type { Plan } from './plan.ts';

/** Says of objects that they are not to be deleted, and why. */
export function planLock(targets: readonly Target[], reason: string): Plan {
  const before = targets.flatMap((target) => {
    const own = metadataOf(target.object).annotations?.[LOCKED];
    return own === undefined ? [] : [`${titleOf(target)} is locked already, with the reason: ${own}`];
  });
  return planOf(targets, 'Lock', 'locked', {
    details: [
      `Reason: ${reason}`,
      `The annotation ${LOCKED} is set. Kube Guardrails deletes nothing that has it; for other clients it holds once "Make Locks Hold for Everybody…" was chosen in the menu of the context.`,
      ...before,
    ],
    metadata: () => ({ annotations: { [LOCKED]: reason } }),
  });
}

/** Takes every lock of objects away, so that they can be deleted. Those without a lock are left alone. */
export function planUnlock(targets: readonly Target[]): Plan {
  const locked = targets.filter((target) => locksIn(target).length > 0);
  if (locked.length === 0) throw new Error(`not locked: ${namesOf(targets)}`);
  const details = locked.map(
    (target) => `${titleOf(target)} is ${locksIn(target).map(lockText).join(', and ')}.`,
  );
  return planOf(locked, 'Unlock', 'unlocked', {
    details: [...details, 'Afterwards it can be deleted. Nothing is deleted now.'],
    metadata: (target) => withoutLocks(locksIn(target), metadataOf(target.object)),
  });
}

function locksIn({ object }: Target): readonly Lock[] {
  return locksOf({ ...metadataOf(object), takesOthers: true });
}

interface Change {
  readonly details: readonly string[];
  /** What becomes of an object's metadata, as a merge patch. */
  readonly metadata: (target: Target) => object;
}

function planOf(
  targets: readonly Target[],
  verb: string,
  action: string,
  { details, metadata }: Change,
): Plan {
  const [first] = targets;
  if (!first) throw new Error(`there is nothing to ${verb.toLowerCase()}`);
  const what = targets.length === 1 ? titleOf(first) : count(targets.length, 'object');
  const isOnePlace = targets.every(({ namespace }) => namespace === first.namespace);
  return {
    about: {
      title: `${verb} ${what}?`,
      name: targets.length === 1 ? first.name : what,
      ...(isOnePlace && first.namespace !== undefined ? { namespace: first.namespace } : {}),
      details: [...(targets.length > 1 ? [`${namesOf(targets)}.`] : []), ...details],
      action: verb,
    },
    steps: targets.map((target) => {
      const { uid } = metadataOf(target.object);
      return {
        change: {
          method: 'PATCH',
          path: `${target.path}?fieldManager=kube-guardrails`,
          type: 'application/merge-patch+json',
          // With its uid, so that no other object of the same name is meant.
          body: { metadata: { uid, ...metadata(target) } },
        },
        action,
        path: target.path,
        before: target.object,
      };
    }),
  };
}
