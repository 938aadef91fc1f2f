import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { TextEdit } from '../../text.ts';

/** Removes the entries that are there. Of those whose removals would overlap only the first goes. */
export function removeAll(fields: readonly Field[]): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const edit of fields.filter(({ node }) => node !== undefined).flatMap(remove)) {
    if (!edits.some((other) => edit.start < other.end && other.start < edit.end)) edits.push(edit);
  }
  return edits;
}
