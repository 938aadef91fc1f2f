import type { ClusterNamesParams } from '../../../protocol.ts';
import type { Described } from '../../../schema/describe.ts';
import type { Place } from '../../place/place.ts';
import type { AskCluster } from '../context.ts';
import type { Known } from './objects.ts';
import { namedAt } from './objects.ts';
import { keyHolder } from './podParts.ts';

/** What the chosen cluster has that may stand at a place, behind what the workspace has. */
export function inCluster(
  place: Place,
  described: Described,
  namespace: string | undefined,
  ask: AskCluster | undefined,
): Known[] {
  if (!ask) return [];
  return questionsAt(place, described, namespace).flatMap((question) => {
    const { context, names = [] } = ask(question) ?? {};
    return names.map((value) => ({ value, detail: `in ${context}`, rank: 3 }));
  });
}

/** @param own the namespace of the object that is being written. */
function questionsAt(place: Place, described: Described, own: string | undefined): ClusterNamesParams[] {
  const { field, owner } = described;
  const within = (namespace = own): { readonly namespace?: string } =>
    namespace === undefined || namespace === '' ? {} : { namespace };
  const holder = keyHolder(place, described);
  if (holder) {
    const { kind, name } = holder;
    return name === undefined || name === '' ? [] : [{ what: 'keys', kind, name, ...within() }];
  }
  if (field?.name === 'image' && CONTAINERS.has(owner?.name ?? '')) return [{ what: 'images', ...within() }];
  const meant = namedAt(place, described);
  return meant?.kinds.map((kind) => ({ what: 'objects', kind, ...within(meant.namespace) })) ?? [];
}

const CONTAINERS: ReadonlySet<string> = new Set(['Container', 'EphemeralContainer']);
