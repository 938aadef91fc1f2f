import type { Asked } from '../../cluster/verdict/ask.ts';
import type { Field } from '../../../../server/src/core/manifest/field.ts';
import type { ManifestDocument } from '../../../../server/src/core/manifest/document.ts';
import { readManifestFile } from '../../../../server/src/core/manifest/document.ts';
import { hasTemplateActions } from '../../../../server/src/core/manifest/helm.ts';

/** An object of a file that can be sent, and where it lies. */
export interface Askable {
  readonly asked: Asked;
  readonly root: Field;
  readonly document: ManifestDocument;
  /** Where its document starts in the file. */
  readonly start: number;
}

/** What of a file can be sent to a server. */
export interface AskableFile {
  readonly objects: readonly Askable[];
  /** Documents that nobody can send: templates, and what is no YAML. */
  readonly unreadable: number;
}

/** Groups whose objects are read by tools and not by a cluster. */
const OF_TOOLS = /^(?:kustomize\.config\.k8s\.io|skaffold|kind\.x-k8s\.io|k3d\.io|config\.kubernetes\.io)$/;

/** The objects of a file's documents, or of the one in which an offset lies. */
export function askablesIn(uri: string, text: string, offset?: number): AskableFile {
  const { documents } = readManifestFile(uri, text);
  const chosen =
    offset === undefined ? documents : [documents.findLast(({ start }) => start <= offset) ?? documents[0]];
  const objects: Askable[] = [];
  let unreadable = 0;
  for (const placed of chosen) {
    if (!placed?.document.isManifest) continue;
    const { document, start } = placed;
    if (document.isBroken || hasTemplateActions(document.text)) unreadable++;
    else objects.push(...objectsOf(document, start));
  }
  return { objects, unreadable };
}

function objectsOf(document: ManifestDocument, start: number): Askable[] {
  return document.resources.flatMap(({ root, apiVersion, kind, group, namespace }): Askable[] => {
    if (OF_TOOLS.test(group)) return [];
    const name = root.at('metadata', 'name').written;
    const asked = { apiVersion, kind, name, namespace, text: textOf(document, root, apiVersion, kind) };
    return [{ asked, root, document, start }];
  });
}

/** As somebody wrote it; an item of a list is sent by itself. */
function textOf(document: ManifestDocument, root: Field, apiVersion: string, kind: string): string {
  if (root === document.root) return document.text;
  return JSON.stringify({ apiVersion, kind, ...(root.toJSON() as object) });
}
