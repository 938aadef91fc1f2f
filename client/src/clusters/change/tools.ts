import type { Journal } from '../../cluster/change/journal.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { WorkspaceContext } from '../../workspaceContext.ts';
import type { ShownTexts } from '../look/shownTexts.ts';

/** What every change has at hand. */
export interface Tools {
  readonly explorer: Explorer;
  readonly texts: ShownTexts;
  readonly journal: Journal;
  readonly chosen: WorkspaceContext;
}
