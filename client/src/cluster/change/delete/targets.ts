import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf, titleOf } from '../metadata.ts';

/** What somebody chose, with its uid where that is known: the object of the same name may be another by now. */
export interface Chosen extends Located {
  readonly uid?: string;
}

export interface Targets {
  readonly targets: readonly Target[];
  /** What was chosen but is not there. */
  readonly missing: readonly Chosen[];
}

/** Reads what somebody chose. Throws where it is not what they saw any more. */
export async function readTargets({ connection }: Session, chosen: readonly Chosen[]): Promise<Targets> {
  const targets: Target[] = [];
  const missing: Chosen[] = [];
  const read = async (one: Chosen): Promise<void> => {
    const { uid, ...place } = one;
    try {
      const object = await connection.json<Json>({ path: one.path });
      if (uid !== undefined && metadataOf(object).uid !== uid) throw another(one);
      targets.push({ ...place, object });
    } catch (error) {
      if (!(error instanceof ClusterFailure) || error.kind !== 'notFound') throw error;
      missing.push(one);
    }
  };
  await Promise.all(chosen.map(read));
  const rank = ({ path }: Located): number => chosen.findIndex((one) => one.path === path);
  return { targets: targets.toSorted((a, b) => rank(a) - rank(b)), missing };
}

/** The name is the same, the object is not. */
function another(one: Located): ClusterFailure {
  return new ClusterFailure(
    'conflict',
    `${titleOf(one)} is not the object that you chose any more: it was deleted and made anew meanwhile.`,
    'Look at it again, and choose it anew.',
  );
}
