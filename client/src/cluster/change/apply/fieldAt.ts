import type { Field } from '../../../../../server/src/core/manifest/field.ts';
import { follow, parseApiPath } from '../../../../../server/src/core/manifest/apiPath.ts';

/** What a path leads to. */
export interface FoundField {
  /** The field, or the nearest one above it that is written. */
  readonly field: Field;
  /** Whether the field itself is written. */
  readonly isExact: boolean;
}

/** Follows a path as the API server writes it, such as `.spec.template.spec.containers[name="web"].image`. */
export function fieldAt(root: Field, path: string): FoundField {
  const reached = follow(root, parseApiPath(path)).toSorted((a, b) => a.missing - b.missing);
  const [best] = reached;
  return { field: best?.field ?? root, isExact: best?.missing === 0 };
}
