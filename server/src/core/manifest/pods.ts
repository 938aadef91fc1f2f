import type { Field } from './field.ts';
import type { Resource } from './resource.ts';

/**
 * How a container runs. A sidecar is an init container with `restartPolicy: Always`
 * (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/).
 */
export type ContainerRole = 'init' | 'sidecar' | 'app' | 'ephemeral';

export interface Container {
  readonly role: ContainerRole;
  readonly field: Field;
  readonly name: string | undefined;
}

/** The pod that an object is, or makes from its template. */
export interface PodTemplate {
  readonly metadata: Field;
  readonly spec: Field;
  readonly containers: readonly Container[];
}

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;
const templates = new WeakMap<Resource, PodTemplate | null>();

/** The pod template of an object of any kind that holds one; computed once per object. */
export function podTemplate(resource: Resource): PodTemplate | undefined {
  let template = templates.get(resource);
  if (template === undefined) {
    template = read(resource);
    templates.set(resource, template);
  }
  return template ?? undefined;
}

function read(resource: Resource): PodTemplate | null {
  const path = resource.facts?.podSpec;
  if (!path) return null;
  const spec = resource.root.at(...path);
  const containers: Container[] = [];
  for (const list of LISTS) {
    for (const field of spec.at(list).items()) {
      if (field.isMap) containers.push({ role: roleOf(list, field), field, name: field.at('name').written });
    }
  }
  return { metadata: resource.root.at(...path.slice(0, -1), 'metadata'), spec, containers };
}

function roleOf(list: (typeof LISTS)[number], field: Field): ContainerRole {
  if (list === 'containers') return 'app';
  if (list === 'ephemeralContainers') return 'ephemeral';
  return field.at('restartPolicy').value === 'Always' ? 'sidecar' : 'init';
}

/** The labels that the pods carry. */
export function podLabels(template: PodTemplate): ReadonlyMap<string, string> {
  return labelsOf(template.metadata);
}

export function labelsOf(metadata: Field): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const entry of metadata.at('labels').entries()) labels.set(String(entry.key), entry.written ?? '');
  return labels;
}
