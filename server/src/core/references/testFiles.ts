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

/** The number makes it a step of a test: https://kuttl.dev/docs/kuttl-test-environment/#test-steps, https://kyverno.github.io/chainsaw/latest/quick-start/assertion-trees/ */
const KUTTL = /^\d+-(?:assert|errors?)\.ya?ml$/;

/**
 * What tests expect and patch, but for what they also bring into the cluster
 * (https://kyverno.github.io/chainsaw/latest/reference/apis/chainsaw.v1alpha1/#chainsaw-kyverno-io-v1alpha1-Operation).
 */
const namedByTests = derived((workspace): ReadonlySet<string> => {
  const expected = new Set<string>();
  const deployed = new Set<string>();
  for (const kind of ['Test', 'StepTemplate']) {
    for (const { uri, resource } of workspace.ofKind(kind)) {
      if (resource.group !== 'chainsaw.kyverno.io') continue;
      for (const { action, file } of filesIn(resource.root.at('spec'))) {
        (DEPLOYING.includes(action) ? deployed : expected).add(resolvePath(folderOf(uri), file));
      }
    }
  }
  return new Set([...expected].filter((uri) => !deployed.has(uri)));
}, sameMembers);

interface NamedFile {
  readonly action: string;
  readonly file: string;
}

function filesIn(spec: Field): NamedFile[] {
  const steps = [spec, ...spec.at('steps').items()];
  const operations = steps.flatMap((step) => BLOCKS.flatMap((block) => step.at(block).items()));
  return operations.flatMap((operation) =>
    [...EXPECTING, ...DEPLOYING].flatMap((action) => {
      const file = operation.at(action, 'file').string;
      return file === undefined ? [] : [{ action, file }];
    }),
  );
}

const BLOCKS = ['try', 'catch', 'finally', 'cleanup'];
const EXPECTING = ['assert', 'error', 'patch'];
const DEPLOYING = ['apply', 'create', 'update'];
