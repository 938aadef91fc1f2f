import { groupBy } from '../groupBy.ts';
import type { Field } from '../manifest/field.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { derivedLists } from '../workspace/derived.ts';
import { isAutoscaler } from './objects.ts';
import { mayBePatched } from './patched.ts';

/** How many pods a workload runs at least, and the place that says so. */
export interface Scale {
  readonly least: number;
  readonly field: Field;
  /** Where the field lies. */
  readonly slot: Slot;
}

/** The autoscalers that a workload is the target of: HorizontalPodAutoscalers, and KEDA's ScaledObjects, which make one. */
export function autoscalersOf(workspace: Workspace, workload: Slot): Slot[] {
  const { kind, name } = workload.resource;
  return workspace.nearest(workload, byTarget(workspace).get(`${kind}/${name}`));
}

const byTarget = derivedLists((workspace) =>
  groupBy(
    ['HorizontalPodAutoscaler', 'ScaledObject']
      .flatMap((kind) => workspace.ofKind(kind))
      .filter(({ resource }) => isAutoscaler(resource) || resource.group === 'keda.sh'),
    ({ resource }) => {
      const target = resource.root.at('spec', 'scaleTargetRef');
      return `${target.at('kind').written ?? 'Deployment'}/${target.at('name').written}`;
    },
  ),
);

/** Kinds for which no `replicas` means one. */
const ONE_BY_DEFAULT = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'StatefulSet',
]);

/**
 * The scale that a workload is sure to have: the minimum of its autoscaler, else its own `replicas`. `undefined` where that is
 * not known, as for a DaemonSet, or where Kustomize may change it.
 */
export function scaleOf(workspace: Workspace, slot: Slot): Scale | undefined {
  const { resource } = slot;
  const scalers = autoscalersOf(workspace, slot);
  if (scalers.length === 0) {
    if (mayBePatched(workspace, slot.uri, 'replicas')) return undefined;
    const field = resource.root.at('spec', 'replicas');
    const otherwise = ONE_BY_DEFAULT.has(resource.kind) && !workspace.isPartial(slot) ? 1 : undefined;
    return scale(slot, field, otherwise);
  }
  const scales = scalers.map((scaler) =>
    workspace.isPartial(scaler) || mayBePatched(workspace, scaler.uri, 'inReplica')
      ? undefined
      : minimumOf(scaler),
  );
  let least: Scale | undefined;
  for (const one of scales) {
    if (!one) return undefined;
    if (!least || one.least < least.least) least = one;
  }
  return least;
}

function minimumOf(scaler: Slot): Scale | undefined {
  const own = isAutoscaler(scaler.resource);
  const field = scaler.resource.root.at('spec', own ? 'minReplicas' : 'minReplicaCount');
  return scale(scaler, field, own ? 1 : 0);
}

function scale(slot: Slot, field: Field, otherwise: number | undefined): Scale | undefined {
  const least = field.exists ? field.number : otherwise;
  return least === undefined ? undefined : { least, field: shown(field, slot.resource), slot };
}

/** What is absent is shown by the object's name. */
function shown(field: Field, { root }: Resource): Field {
  return field.exists ? field : root.at('metadata', 'name');
}
