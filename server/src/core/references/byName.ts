import { groupBy } from '../groupBy.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';
import { GIVEN_NAMES, isMeant } from './nameFields.ts';

const index = perRevision((workspace) => {
  const slots = [...workspace.files()].flatMap(({ uri }) => workspace.slots(uri));
  return groupBy(
    slots.filter(({ resource }) => isMeant(resource)),
    ({ resource }) => `${resource.kind}/${resource.name ?? ''}`,
  );
});

/** The names of all objects with their kinds; equal values stand for equal names. */
export const allNames = perRevision((workspace) => [...index(workspace).keys()].toSorted().join('\n'));

/** Whether an object of one of the kinds and a name is deployed together with another, or there in every cluster. */
export function isNamed(
  workspace: Workspace,
  slot: Slot,
  kinds: readonly string[],
  name: string,
  namespace?: string,
): 'here' | 'given' | undefined {
  const from = namespace === undefined ? slot : { ...slot, resource: { ...slot.resource, namespace } };
  const found = kinds.some(
    (kind) => workspace.nearest(from, index(workspace).get(`${kind}/${name}`) ?? []).length > 0,
  );
  if (found) return 'here';
  return kinds.some((kind) => GIVEN_NAMES[kind]?.includes(name)) ? 'given' : undefined;
}
