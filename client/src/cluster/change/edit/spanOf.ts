import type { Field } from '../../../../../server/src/core/manifest/field.ts';
import { fieldAt } from '../apply/fieldAt.ts';
import type { Problem, Span } from './editable.ts';

/** Where a problem is shown: at its field, else at the nearest one above it that is written. */
export function spanOf(root: Field, { span, path }: Problem): Span {
  if (span) return span;
  const { field } = fieldAt(root, path ?? '');
  return field === root ? { start: 0, end: Math.max(1, root.source.text.indexOf('\n')) } : field.span;
}
