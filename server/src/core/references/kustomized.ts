import type { Field } from '../manifest/field.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derivedBy } from '../workspace/derived.ts';

/** What Kustomize adds to every object of a root, whatever the manifests say. */
export interface Transforms {
  /** The namespace that all objects get. */
  readonly namespace: string | undefined;
  readonly labels: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
  /** Whether it puts labels into selectors, too, and makes those that are not there. */
  readonly selectors: boolean;
  /** Whether the root says itself into which fields of which kinds labels go. */
  readonly ownFields: boolean;
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const NOTHING: Transforms = {
  namespace: undefined,
  labels: new Set(),
  annotations: new Set(),
  selectors: false,
  ownFields: false,
};

/**
 * What the Kustomize roots that include a file set on its objects. One root is enough: what a base gets in one overlay is no
 * mistake of the base (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/).
 */
export function transformsOf(workspace: Workspace, uri: string): Transforms {
  const all = [...workspace.rootsOf(uri)].map((root) => transformsOfRoot(workspace, root));
  if (all.length < 2) return all[0] ?? NOTHING;
  return {
    namespace: all.find(({ namespace }) => namespace !== undefined)?.namespace,
    labels: new Set(all.flatMap(({ labels }) => [...labels])),
    annotations: new Set(all.flatMap(({ annotations }) => [...annotations])),
    selectors: all.some(({ selectors }) => selectors),
    ownFields: all.some(({ ownFields }) => ownFields),
  };
}

const transformsOfRoot = derivedBy((workspace, root): Transforms => {
  const file = NAMES.map((name) => workspace.file(`${root}/${name}`)).find((one) => one !== undefined);
  const field = file?.documents[0]?.document.root;
  return field ? read(field) : NOTHING;
});

function read(root: Field): Transforms {
  const labels = root.at('labels').items();
  const pairs = labels.map((item) => item.at('pairs'));
  const inSelectors = labels.filter((item) => item.at('includeSelectors').value === true);
  const selectors = [root.at('commonLabels'), ...inSelectors.map((item) => item.at('pairs'))].some(
    (map) => keysOf(map).length > 0,
  );
  return {
    namespace: root.at('namespace').string,
    labels: new Set([root.at('commonLabels'), ...pairs].flatMap(keysOf)),
    annotations: new Set(keysOf(root.at('commonAnnotations'))),
    selectors,
    ownFields:
      (selectors && root.at('configurations').exists) || labels.some((item) => item.at('fields').exists),
  };
}

/**
 * Whether Kustomize makes the selector of an object that has none. What it makes them for by itself is listed in
 * https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/konfig/builtinpluginconsts/commonlabels.go; the selectors of
 * other kinds have to be there, or be configured
 * (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configurations/).
 */
export function makesSelector(workspace: Workspace, { uri, resource }: Slot): boolean {
  const { selectors, ownFields } = transformsOf(workspace, uri);
  if (ownFields) return true;
  return selectors && (SELECTING.has(resource.kind) || SELECTING.has(`${resource.group}/${resource.kind}`));
}

const SELECTING: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'apps/StatefulSet',
  '/ReplicationController',
  '/Service',
]);

function keysOf(map: Field): string[] {
  return map.entries().map(({ key }) => String(key));
}
