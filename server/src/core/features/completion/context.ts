import type { ClusterNamesParams, ClusterNamesResult } from '../../protocol.ts';
import type { AnyCheck } from '../../checks/check.ts';
import type { Target } from '../../kinds/versions.ts';
import { indentsLists, indentStep } from '../../manifest/edit.ts';
import type { SchemaProvider } from '../../schema/provider.ts';
import type { Span } from '../../text.ts';
import { lineEnding, lineStart } from '../../text.ts';
import type { Workspace } from '../../workspace.ts';
import type { Place } from '../place/place.ts';

/** Asks the chosen cluster for names. What it has not said yet is `undefined`, and somebody asks again later. */
export type AskCluster = (question: ClusterNamesParams) => ClusterNamesResult | undefined;

/** For which file and version something is completed or described. */
export interface FeatureContext extends Target {
  readonly uri: string;
  /** Where the document starts in the file. */
  readonly start: number;
  /** What else there is to refer to. */
  readonly workspace: Workspace;
  readonly schemas: SchemaProvider;
  readonly checks: readonly AnyCheck[];
  /** Where a cluster may be chosen. */
  readonly cluster?: AskCluster;
}

/** How the document at hand is written. */
export interface Layout {
  readonly step: number;
  readonly indentsLists: boolean;
  readonly eol: string;
}

export function layoutOf(text: string): Layout {
  return { step: indentStep(text), indentsLists: indentsLists(text), eol: lineEnding(text) };
}

/** What a whole-line suggestion replaces: with the indentation where that is wrong, and what stands there before the cursor. */
export function lineSpan(text: string, { word, column }: Place): { span: Span; pad: string; before: string } {
  const start = lineStart(text, word.start);
  if (word.start - start === column || text.slice(start, word.start).trim() !== '') {
    return { span: word, pad: '', before: '' };
  }
  const span = { start, end: word.end };
  return { span, pad: ' '.repeat(column), before: text.slice(start, word.start) };
}
