import type { Workspace } from '../workspace.ts';
import { derivedBy } from '../workspace/derived.ts';
import { sameMembers } from '../workspace/kept.ts';

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * Whether a Kustomize patch may change ports of the objects in a file, so that what its manifests say of ports is not the last
 * word. Reads no patch, only whether one speaks of ports.
 */
export function portsMayBePatched(workspace: Workspace, uri: string): boolean {
  return mayBePatched(workspace, uri, '[pP][oO][rR][tT]');
}

/** The same for volumes. */
export function volumesMayBePatched(workspace: Workspace, uri: string): boolean {
  return mayBePatched(workspace, uri, 'volumes');
}

/** The same for any field, by its name: a patch, a replacement or `replicas` of a Kustomize root may speak of it. */
export function mayBePatched(workspace: Workspace, uri: string, word: string): boolean {
  const own = workspace.rootsOf(uri);
  if (own.size === 0) return false;
  const roots = rootsThatPatch(workspace, word);
  for (const root of own) if (roots.has(root)) return true;
  return false;
}

/** What patches of labels and selectors speak of. */
export const LABELS = '[lL]abels|[sS]elector';

/** The Kustomize roots with a patch that speaks of something, which is a regular expression. */
const rootsThatPatch = derivedBy((workspace, word): ReadonlySet<string> => {
  const what = new RegExp(word);
  const { rootsOf, patches } = workspace.kustomize;
  const patched = new Set<string>();
  for (const root of new Set([...rootsOf.values()].flatMap((roots) => [...roots]))) {
    if (FILES.some((name) => patchesInline(workspace.text(`${root}/${name}`), what))) patched.add(root);
  }
  for (const uri of patches) {
    if (!what.test(workspace.text(uri) ?? '')) continue;
    for (const root of workspace.rootsOf(uri)) patched.add(root);
  }
  return patched;
}, sameMembers);

function patchesInline(text: string | undefined, what: RegExp): boolean {
  return text !== undefined && /^(?:patch|replacements|transformers|replicas)/m.test(text) && what.test(text);
}
