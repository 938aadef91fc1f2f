import type { Field } from '../manifest/field.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { folderOf } from '../workspace/uris.ts';
import type { LimitRangeDefaults } from './check.ts';

/**
 * What the LimitRanges deployed with an object give its containers. As the API server fills them in, `max` is a `default`
 * and `default` and `min` are a `defaultRequest` where these are not written.
 */
export function limitRangeOf(workspace: Workspace, slot: Slot): LimitRangeDefaults | undefined {
  const ranges = workspace.together(slot, ['LimitRange'], (range) => governs(workspace, range, slot));
  if (ranges.length === 0) return undefined;
  const requests = new Set<string>();
  const limits = new Set<string>();
  for (const { resource } of ranges) {
    for (const item of resource.root.at('spec', 'limits').items()) {
      if (item.at('type').value !== 'Container') continue;
      for (const name of namesIn(item, ['default', 'max'])) limits.add(name);
      for (const name of namesIn(item, ['defaultRequest', 'default', 'max', 'min'])) requests.add(name);
    }
  }
  return { requests, limits };
}

/**
 * Whether a LimitRange is surely that of an object's namespace: both name the same one, a Kustomize root deploys both (then
 * `together` has seen to it), or where a namespace is left open it lies beside or above the object.
 */
function governs(workspace: Workspace, range: Slot, slot: Slot): boolean {
  if (workspace.rootsOf(slot.uri).size > 0) return true;
  const { namespace } = slot.resource;
  if (namespace !== undefined && range.resource.namespace === namespace) return true;
  return slot.uri.startsWith(`${folderOf(range.uri)}/`);
}

function namesIn(item: Field, parts: readonly string[]): string[] {
  return parts.flatMap((part) =>
    item
      .at(part)
      .entries()
      .filter(({ exists }) => exists)
      .map(({ key }) => String(key)),
  );
}
