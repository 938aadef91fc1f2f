import type { Field } from '../../../../../server/src/core/manifest/field.ts';
import { locate } from '../../../../../server/src/core/manifest/locate.ts';
import type { Problem, Span } from './editable.ts';

/** Where a problem is shown: at its field, else at the nearest one above it that is written. */
export function spanOf(root: Field, { span, place }: Problem): Span {
  return span ?? locate(root, place ?? { paths: [] }).span;
}
