import type { Session } from '../../session.ts';
import { locksOf } from '../locks.ts';
import { metadataOf } from '../metadata.ts';
import type { Impact, Locked } from './impact.ts';
import { lockedFailure } from './plan.ts';
import { readTargets } from './targets.ts';

/**
 * Looks once more, as a preview may have been open for long. Throws where an object is another one or locked by now; gives the objects as
 * they are now, so that nothing older is kept of them. What is gone is not among them.
 */
export async function lookAgain(session: Session, impact: Impact): Promise<Impact> {
  const chosen = impact.targets.map(({ object, ...place }) => {
    const { uid } = metadataOf(object);
    return { ...place, ...(uid === undefined ? {} : { uid }) };
  });
  const { targets } = await readTargets(session, chosen);
  const takesOthers = impact.goes.length > 0;
  const locked = targets.flatMap(({ object, ...place }): readonly Locked[] => {
    const locks = locksOf({ ...metadataOf(object), takesOthers });
    return locks.length > 0 ? [{ ...place, locks, isTarget: true }] : [];
  });
  if (locked.length > 0) throw lockedFailure(locked);
  return { ...impact, targets };
}
