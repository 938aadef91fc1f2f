import type { Slot, Workspace } from '../workspace.ts';
import type { LimitRangeDefaults } from './check.ts';

/** What the LimitRanges deployed with an object give its containers: `default` fills limits, and requests unless `defaultRequest` does. */
export function limitRangeOf(workspace: Workspace, slot: Slot): LimitRangeDefaults | undefined {
  const ranges = workspace.together(slot, ['LimitRange']);
  if (ranges.length === 0) return undefined;
  const requests = new Set<string>();
  const limits = new Set<string>();
  for (const { resource } of ranges) {
    for (const item of resource.root.at('spec', 'limits').items()) {
      if (item.at('type').value !== 'Container') continue;
      for (const { key } of item.at('default').entries()) {
        limits.add(String(key));
        requests.add(String(key));
      }
      for (const { key } of item.at('defaultRequest').entries()) requests.add(String(key));
    }
  }
  return { requests, limits };
}
