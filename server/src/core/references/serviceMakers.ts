import type { Workspace } from '../workspace.ts';
import { perRevision } from './memo.ts';

/** Kinds that bring in objects that no manifest here shows. */
const INSTALLERS = new Set([
  'Application',
  'ApplicationSet',
  'HelmChart',
  'HelmChartConfig',
  'HelmRelease',
  'Kustomization',
]);

/** Groups of Kubernetes itself, whose objects create no Services. */
const BUILT_IN = /^(?:|apps|autoscaling|batch|extensions|policy|[\w.]+\.k8s\.io)$/;

/**
 * Whether a Service of a name may come from another object than a manifest: an installer such as a HelmRelease, or a custom
 * resource of a similar name, for which an operator creates it.
 */
export function createsServices(workspace: Workspace, name: string): boolean {
  return customResources(workspace).some(
    ({ resource }) =>
      INSTALLERS.has(resource.kind) || (resource.name !== undefined && name.includes(resource.name)),
  );
}

const customResources = perRevision((workspace) =>
  [...workspace.files()].flatMap(({ uri }) =>
    workspace
      .slots(uri)
      .filter(({ resource }) => !BUILT_IN.test(resource.group) && resource.facts === undefined),
  ),
);
