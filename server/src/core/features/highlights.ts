import type { Target } from '../kinds/versions.ts';
import { isNamed } from '../references/byName.ts';
import type { SchemaProvider } from '../schema/provider.ts';
import type { Span } from '../text.ts';
import type { Slot, Workspace } from '../workspace.ts';
import { marksOf } from './links/marks.ts';

/**
 * What the text alone does not show: a name of an object that is there (`known`), one that every cluster has (`given`), the key
 * of a deprecated field. Counted from the start of the file.
 */
export interface Highlight extends Span {
  readonly kind: 'known' | 'given' | 'deprecated';
}

/** The highlights of a file, or of a part of it, in order. */
export function highlights(
  workspace: Workspace,
  uri: string,
  schemas: SchemaProvider,
  targetOf: (slot: Slot) => Target,
  part: Span = { start: 0, end: Infinity },
): Highlight[] {
  const found: Highlight[] = [];
  for (const slot of workspace.slots(uri)) {
    if (slot.start > part.end || slot.start + slot.document.text.length < part.start) continue;
    const { deprecated, names } = marksOf(
      slot.resource,
      schemas.get(slot.resource, { uri, ...targetOf(slot) }),
    );
    const add = ({ start, end }: Span, kind: Highlight['kind']): void => {
      const placed = { start: slot.start + start, end: slot.start + end, kind };
      if (placed.start <= part.end && placed.end >= part.start) found.push(placed);
    };
    for (const span of deprecated) add(span, 'deprecated');
    for (const { span, kinds, name, namespace } of names) {
      const is = isNamed(workspace, slot, kinds, name, namespace);
      if (is) add(span, is === 'here' ? 'known' : 'given');
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}
