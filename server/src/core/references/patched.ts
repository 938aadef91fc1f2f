import type { Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * Whether a Kustomize patch may change ports of the objects in a file, so that what its manifests say of ports is not the last
 * word. Reads no patch, only whether one speaks of ports.
 */
export function portsMayBePatched(workspace: Workspace, uri: string): boolean {
  const roots = patchedRoots(workspace);
  for (const root of workspace.rootsOf(uri)) if (roots.has(root)) return true;
  return false;
}

const patchedRoots = perRevision((workspace) => {
  const { rootsOf, patches } = workspace.kustomize;
  const patched = new Set<string>();
  for (const root of new Set([...rootsOf.values()].flatMap((roots) => [...roots]))) {
    if (FILES.some((name) => patchesPorts(workspace.text(`${root}/${name}`)))) patched.add(root);
  }
  for (const uri of patches) {
    if (!PORT.test(workspace.text(uri) ?? '')) continue;
    for (const root of workspace.rootsOf(uri)) patched.add(root);
  }
  return patched;
});

const PORT = /port/i;

function patchesPorts(text: string | undefined): boolean {
  return text !== undefined && /^(?:patch|replacements|transformers)/m.test(text) && PORT.test(text);
}
