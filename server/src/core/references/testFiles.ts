import type { Field } from '../manifest/field.ts';
import { derived } from '../workspace/derived.ts';
import { sameMembers } from '../workspace/kept.ts';
import { folderOf, nameOf, resolvePath } from '../workspace/uris.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Whether a file holds what a test of Chainsaw or KUTTL expects of objects in a cluster, or patches onto them. Nobody deploys it:
 * it has only those fields that the test looks at, with conditions in the place of names and values.
 */
export function isOfTest(workspace: Workspace, uri: string): boolean {
  return KUTTL.test(nameOf(uri)) || namedByTests(workspace).has(uri);
}

/** https://kuttl.dev/docs/kuttl-test-environment/#test-steps, https://kyverno.github.io/chainsaw/latest/quick-start/assertion-trees/ */
const KUTTL = /^(?:\d+-)?(?:assert|errors)\.ya?ml$/;

/** https://kyverno.github.io/chainsaw/latest/reference/apis/chainsaw.v1alpha1/#chainsaw-kyverno-io-v1alpha1-Operation */
const namedByTests = derived((workspace): ReadonlySet<string> => {
  const files = new Set<string>();
  for (const kind of ['Test', 'StepTemplate']) {
    for (const { uri, resource } of workspace.ofKind(kind)) {
      if (resource.group !== 'chainsaw.kyverno.io') continue;
      for (const file of filesIn(resource.root.at('spec'))) files.add(resolvePath(folderOf(uri), file));
    }
  }
  return files;
}, sameMembers);

function filesIn(spec: Field): string[] {
  const steps = [spec, ...spec.at('steps').items()];
  const operations = steps.flatMap((step) => BLOCKS.flatMap((block) => step.at(block).items()));
  return operations.flatMap((operation) =>
    ACTIONS.flatMap((action) => operation.at(action, 'file').string ?? []),
  );
}

const BLOCKS = ['try', 'catch', 'finally', 'cleanup'];
const ACTIONS = ['assert', 'error', 'patch'];
