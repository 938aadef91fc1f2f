import { derived } from '../workspace/derived.ts';
import { sameMembers } from '../workspace/kept.ts';
import { folderOf } from '../workspace/uris.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { isService } from './objects.ts';
import { podsOf } from './selection.ts';

/**
 * Whether an object and others that lie in its folder or below are parts of one whole, and not samples side by side: a
 * Kustomize root includes it, one of them is in the same file or has the same name, or a Service of the folder selects pods of the folder.
 */
export function belongTogether(workspace: Workspace, slot: Slot, others: readonly Slot[]): boolean {
  if (others.length === 0) return false;
  return (
    workspace.rootsOf(slot.uri).size > 0 ||
    others.some(({ uri, resource }) => uri === slot.uri || resource.name === slot.resource.name) ||
    linkedFolders(workspace).has(folderOf(slot.uri))
  );
}

const linkedFolders = derived((workspace) => {
  const folders = new Set<string>();
  for (const service of workspace.ofKind('Service')) {
    if (!isService(service.resource)) continue;
    const folder = folderOf(service.uri);
    if (!folders.has(folder) && podsOf(workspace, service).some(({ uri }) => folderOf(uri) === folder))
      folders.add(folder);
  }
  return folders;
}, sameMembers);
