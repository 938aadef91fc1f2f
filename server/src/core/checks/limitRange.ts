import type { Field } from '../manifest/field.ts';
import type { Slot, Workspace } from '../workspace.ts';
import type { LimitRangeDefaults } from './check.ts';

/**
 * What the LimitRanges deployed with an object give its containers. As the API server fills them in, `max` is a `default`
 * and `default` and `min` are a `defaultRequest` where these are not written.
 */
export function limitRangeOf(workspace: Workspace, slot: Slot): LimitRangeDefaults | undefined {
  const ranges = workspace.together(slot, ['LimitRange']);
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

function namesIn(item: Field, parts: readonly string[]): string[] {
  return parts.flatMap((part) =>
    item
      .at(part)
      .entries()
      .filter(({ exists }) => exists)
      .map(({ key }) => String(key)),
  );
}
