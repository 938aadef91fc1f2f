import type { Json } from '../look/comparable.ts';
import type { ResourceType } from '../resources/discovery.ts';
import type { ObjectMeta } from '../resources/table.ts';

/** As much of an object's metadata as matters before it is changed or deleted. */
export interface Metadata extends ObjectMeta {
  readonly finalizers?: readonly string[];
}

/** An object of a cluster and where it lies. */
export interface Located {
  readonly type: ResourceType;
  readonly name: string;
  readonly namespace: string | undefined;
  /** In the API. */
  readonly path: string;
}

/** One that was read. */
export interface Target extends Located {
  readonly object: Json;
}

export function metadataOf(object: Json): Metadata {
  return object['metadata'] ?? {};
}

/** `Deployment shop`, as texts name an object. */
export function titleOf({ type, name }: Pick<Located, 'type' | 'name'>): string {
  return `${type.kind} ${name}`;
}

/** Up to ten objects by name, and how many more. */
export function namesOf(objects: readonly Pick<Located, 'type' | 'name'>[]): string {
  const names = objects.slice(0, MOST).map(titleOf);
  const rest = objects.length - names.length;
  return [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

const MOST = 10;
