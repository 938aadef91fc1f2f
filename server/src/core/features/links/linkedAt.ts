import { configKeyAt } from './configKeys.ts';
import { kustomizePaths } from './kustomizePaths.ts';
import type { FindLinked, LinkContext, Linked } from './linked.ts';
import { within } from './linked.ts';
import { objectAt } from './objects.ts';
import { portAt } from './ports.ts';
import { selectorAt } from './selectors.ts';
import { volumeAt } from './volumes.ts';

/** The narrow ones first: the selector of a Service is all that stands below its key. */
const FINDERS: readonly FindLinked[] = [volumeAt, configKeyAt, objectAt, selectorAt];

/** What stands at an offset of a file and is referred to from elsewhere, or refers to something. */
export function linkedAt(context: LinkContext, uri: string, offset: number): Linked | undefined {
  const { workspace } = context;
  const path = kustomizePaths(workspace, uri).find(({ span }) => within(span, offset));
  if (path) {
    const { span: origin, target } = path;
    return { origin, declarations: () => [{ uri: target, span: { start: 0, end: 0 } }], uses: () => [] };
  }
  for (const slot of workspace.slots(uri)) {
    const at = offset - slot.start;
    if (at < 0 || at > slot.document.text.length) continue;
    for (const find of FINDERS) {
      const found = find(context, slot, at);
      if (found) return found;
    }
  }
  return portAt(workspace, uri, offset);
}
