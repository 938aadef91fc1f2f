import type { Field } from '../../manifest/field.ts';
import type { Container } from '../../manifest/pods.ts';

export const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** Something that a container does when asked: a probe, or a hook of its lifecycle. */
export interface Action {
  readonly field: Field;
  readonly name: string;
  readonly isHook: boolean;
}

/**
 * The probes and hooks of a container that are written. Those of init containers that end are left out: they may have none, and
 * `api-init-probes` says so.
 */
export function actionsOf({ field, role }: Container): Action[] {
  if (role === 'init' || role === 'ephemeral') return [];
  const hooks = ['postStart', 'preStop'].map((name) => ({
    field: field.at('lifecycle', name),
    name,
    isHook: true,
  }));
  return [...probesOf(field), ...hooks].filter((action) => action.field.isMap);
}

/** The probes that a container may have. */
export function probesOf(container: Field): Action[] {
  return PROBES.map((name) => ({ field: container.at(name), name, isHook: false }));
}
