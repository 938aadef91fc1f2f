import type { Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * Whether a Kustomize patch may change ports of the objects in a file, so that what its manifests say of ports is not the last
 * word. Reads no patch, only whether one speaks of ports.
 */
export function portsMayBePatched(workspace: Workspace, uri: string): boolean {
  return isIn(workspace, uri, rootsWithPorts(workspace));
}

/** The same for volumes. */
export function volumesMayBePatched(workspace: Workspace, uri: string): boolean {
  return isIn(workspace, uri, rootsWithVolumes(workspace));
}

/** The same for any field, by its name: a patch, a replacement or `replicas` of a Kustomize root may speak of it. */
export function mayBePatched(workspace: Workspace, uri: string, word: string): boolean {
  if (workspace.rootsOf(uri).size === 0) return false;
  const known = rootsByWord(workspace);
  let roots = known.get(word);
  if (!roots) known.set(word, (roots = rootsThatPatch(workspace, new RegExp(word))));
  return isIn(workspace, uri, roots);
}

/** What patches of labels and selectors speak of. */
export const LABELS = '[lL]abels|[sS]elector';

const rootsByWord = perRevision(() => new Map<string, ReadonlySet<string>>());
const rootsWithPorts = perRevision((workspace) => rootsThatPatch(workspace, /port/i));
const rootsWithVolumes = perRevision((workspace) => rootsThatPatch(workspace, /volumes/));

function isIn(workspace: Workspace, uri: string, roots: ReadonlySet<string>): boolean {
  for (const root of workspace.rootsOf(uri)) if (roots.has(root)) return true;
  return false;
}

/** The Kustomize roots with a patch that speaks of something. */
function rootsThatPatch(workspace: Workspace, what: RegExp): ReadonlySet<string> {
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
}

function patchesInline(text: string | undefined, what: RegExp): boolean {
  return text !== undefined && /^(?:patch|replacements|transformers|replicas)/m.test(text) && what.test(text);
}
