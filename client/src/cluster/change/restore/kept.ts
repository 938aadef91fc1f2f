import { ClusterFailure } from '../../failure.ts';
import type { Json } from '../../look/comparable.ts';
import { readObjects, targetOf } from '../../look/readObjects.ts';
import { count } from '../../look/report.ts';
import { collectionPath, objectPath } from '../../resources/address.ts';
import { itemsOf } from '../../resources/pages.ts';
import type { Session } from '../../session.ts';
import type { Impact } from '../delete/impact.ts';
import { customType, isDefinition, isNamespace } from '../delete/kinds.ts';
import type { Propagation } from '../delete/plan.ts';
import type { Located, Target } from '../metadata.ts';
import { metadataOf, titleOf } from '../metadata.ts';

/** What was deleted, in memory only: Secrets are among it. */
export interface Kept {
  /** Those that somebody deleted. */
  readonly targets: readonly Target[];
  /** And what went with them that nobody else makes anew. */
  readonly objects: readonly Target[];
  /** What could not be kept. */
  readonly lost: readonly string[];
  /** How large the objects are, in characters of JSON. */
  readonly size: number;
}

/** So many objects are kept, and as long as they are no larger than this together. */
const [MOST, LARGEST] = [2000, 64 * 1024 * 1024];

/** Reads what is about to be deleted, as far as no controller makes it anew. */
export async function keepBefore(
  session: Session,
  impact: Impact,
  propagation: Propagation,
  largest = LARGEST,
): Promise<Kept> {
  const { targets, owned } = impact;
  const lost: string[] = [];
  const others: Target[] = [];
  if (propagation === 'Background') {
    for (const target of targets) {
      if (isNamespace(target)) others.push(...(await inNamespace(session, target.name, lost)));
      else if (isDefinition(target)) others.push(...(await customResources(session, target, lost)));
    }
    const loose = owned.filter(
      ({ metadata }) => !metadata.ownerReferences?.some(({ controller }) => controller),
    );
    const known = new Set([...targets, ...others].map(({ path }) => path));
    const unknown = loose.filter(({ path }) => !known.has(path)).slice(0, MOST);
    others.push(...(await Promise.all(unknown.map((one) => read(session, one, lost)))).flat());
  }
  const objects = [...new Map([...targets, ...others].map((one) => [one.path, one])).values()];
  const { kept, size } = within(objects, largest);
  const rest = objects.length - kept.length;
  if (rest > 0) lost.push(`${count(rest, 'object')}: there is too much to keep`);
  return { targets, objects: kept, lost, size };
}

/** The first objects, as far as there is room for them; the first in any case. */
function within(
  objects: readonly Target[],
  largest: number,
): { readonly kept: readonly Target[]; readonly size: number } {
  let size = 0;
  const kept: Target[] = [];
  for (const one of objects.slice(0, MOST)) {
    const own = JSON.stringify(one.object).length;
    if (kept.length > 0 && size + own > largest) break;
    kept.push(one);
    size += own;
  }
  return { kept, size };
}

/** Of what was kept, what some deleted objects took along. */
export function keptOf(kept: Kept, deleted: readonly Target[]): Kept {
  if (deleted.length === kept.targets.length) return kept;
  const stays = kept.targets.filter(({ path }) => !deleted.some((one) => one.path === path));
  const remain = (one: Target): boolean =>
    stays.some(
      (target) => target.path === one.path || (isNamespace(target) && one.namespace === target.name),
    );
  return { ...kept, targets: deleted, objects: kept.objects.filter((one) => !remain(one)) };
}

async function inNamespace(session: Session, namespace: string, lost: string[]): Promise<readonly Target[]> {
  const { objects, failures } = await readObjects(session, { namespace });
  lost.push(...failures);
  return objects.map((found) => ({ ...found, ...targetOf(found) }));
}

async function customResources(
  session: Session,
  definition: Target,
  lost: string[],
): Promise<readonly Target[]> {
  const type = customType(definition);
  const found: Target[] = [];
  const apiVersion = `${type.group}/${type.version}`;
  try {
    for await (const item of itemsOf<Json>(session.connection, collectionPath(type))) {
      const { name = '', namespace } = metadataOf(item);
      const path = objectPath(type, name, namespace);
      found.push({ type, name, namespace, path, object: { apiVersion, kind: type.kind, ...item } });
    }
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    lost.push(`${type.kind}: ${error.message}`);
  }
  return found;
}

async function read({ connection }: Session, one: Located, lost: string[]): Promise<readonly Target[]> {
  const { type, name, namespace, path } = one;
  try {
    return [{ type, name, namespace, path, object: await connection.json<Json>({ path }) }];
  } catch (error) {
    if (!(error instanceof ClusterFailure)) throw error;
    lost.push(`${titleOf(one)}: ${error.message}`);
    return [];
  }
}
