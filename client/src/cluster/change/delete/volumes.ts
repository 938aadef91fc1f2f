import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { asMap } from '../../look/comparable.ts';
import type { Session } from '../../session.ts';
import type { Located, Target } from '../metadata.ts';

export interface VolumeNotes {
  readonly notes: readonly string[];
  /** Whether data is lost, or nobody knows. */
  readonly isLost: boolean;
}

/** So many claims are looked at one by one. */
const MOST = 50;

/** Whose data dies with a claim or a volume (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming). */
export async function volumeNotes(
  session: Session,
  targets: readonly Target[],
  goes: readonly Located[],
): Promise<VolumeNotes> {
  const volumes = targets.filter(({ type }) => isCore(type, 'PersistentVolume'));
  const claims = [...targets, ...goes].filter(({ type }) => isCore(type, 'PersistentVolumeClaim'));
  const looked = claims.slice(0, MOST);
  const fates = await Promise.all(looked.map((claim) => fateOf(session, claim)));
  const ofClaims = looked.flatMap((claim, index) => claimNote(claim, fates[index] ?? 'unknown'));
  const rest = claims.length - looked.length;
  const unlooked = rest > 0 ? [`${rest} more claims go; what becomes of their data was not looked at.`] : [];
  const isLost = rest > 0 || fates.some((fate) => fate === 'dies' || fate === 'unknown');
  return {
    notes: [...volumes.map(volumeNote), ...ofClaims, ...unlooked],
    isLost: isLost || volumes.length > 0,
  };
}

type Fate = 'dies' | 'stays' | 'none' | 'unknown';

async function fateOf({ connection }: Session, { path }: Located): Promise<Fate> {
  try {
    const claim = await connection.json<Json>({ path });
    const volume = asMap(claim['spec'])?.['volumeName'];
    if (typeof volume !== 'string' || volume === '') return 'none';
    const at = `/api/v1/persistentvolumes/${encodeURIComponent(volume)}`;
    const { spec } = await connection.json<Json>({ path: at });
    return asMap(spec)?.['persistentVolumeReclaimPolicy'] === 'Retain' ? 'stays' : 'dies';
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    return error.kind === 'notFound' ? 'none' : 'unknown';
  }
}

function claimNote({ name }: Located, fate: Fate): string[] {
  const claim = `PersistentVolumeClaim ${name}`;
  if (fate === 'dies')
    return [`THE DATA of ${claim} DIES: its volume is deleted with it (reclaimPolicy Delete).`];
  if (fate === 'stays') return [`The data of ${claim} stays: its volume is kept (reclaimPolicy Retain).`];
  return fate === 'unknown'
    ? [`Whether the data of ${claim} dies is not known: its volume could not be read.`]
    : [];
}

function volumeNote({ name, object }: Target): string {
  const spec = asMap(object['spec']);
  const claim = asMap(spec?.['claimRef']);
  const used =
    claim === undefined
      ? ''
      : ` It stays until the claim ${String(claim['namespace'])}/${String(claim['name'])} is gone.`;
  return spec?.['persistentVolumeReclaimPolicy'] === 'Delete'
    ? `THE DATA of PersistentVolume ${name} may DIE with it (reclaimPolicy Delete).${used}`
    : `The data of PersistentVolume ${name} stays where it is, but the cluster forgets where.${used}`;
}

function isCore({ group, kind }: Located['type'], wanted: string): boolean {
  return group === '' && kind === wanted;
}
