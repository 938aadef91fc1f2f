import type { Diagnoser } from '../diagnose.ts';
import type { CheckObjectsParams, ObjectFinding } from '../protocol.ts';
import { Workspace } from '../workspace.ts';

/** Checks objects of a cluster step by step, as if they lay together in a folder of their own. Others may exist that are not among them. */
export function* checkObjects(
  { texts, kubernetesVersion }: CheckObjectsParams,
  diagnoser: Diagnoser,
  folder: string,
): Generator<void, ObjectFinding[]> {
  const workspace = new Workspace();
  workspace.cover([]);
  const head =
    kubernetesVersion === undefined ? '' : `# kube-guardrails-kubernetes-version: ${kubernetesVersion}\n`;
  const uris = texts.map((_, index) => `${folder}/cluster-object-${index}.yaml`);
  for (const [index, uri] of uris.entries()) {
    workspace.set(uri, `${head}${texts[index] ?? ''}\n`);
    yield;
  }
  const found: ObjectFinding[] = [];
  for (const [object, uri] of uris.entries()) {
    for (const { id, severity, message, path, waived } of diagnoser.diagnose(workspace, uri)) {
      if (waived === undefined) found.push({ object, id, severity, message, path });
    }
    yield;
  }
  return found;
}
