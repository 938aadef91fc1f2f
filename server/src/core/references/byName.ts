import { named } from './lookup.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derived } from '../workspace/derived.ts';
import { GIVEN_NAMES, isMeant } from './nameFields.ts';

/** The names of all objects with their kinds; equal values stand for equal names. */
export const allNames = derived((workspace) => {
  const names = workspace
    .objects()
    .flatMap(({ resource }) => (isMeant(resource) ? [`${resource.kind}/${resource.name ?? ''}`] : []));
  return [...new Set(names)].toSorted().join('\n');
});

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
    (kind) => named(workspace, from, kind, name, ({ resource }) => isMeant(resource)).length > 0,
  );
  if (found) return 'here';
  return kinds.some((kind) => GIVEN_NAMES[kind]?.includes(name)) ? 'given' : undefined;
}
