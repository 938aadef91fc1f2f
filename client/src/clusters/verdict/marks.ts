import type { Saying } from '../../cluster/verdict/saying.ts';
import type { Span } from '../../../../server/src/core/text.ts';
import { locate } from '../../../../server/src/core/manifest/locate.ts';
import type { Askable } from './askable.ts';

/** What a server says of a place in a document; the span counts from the start of the document. */
export interface Mark {
  readonly span: Span;
  /** In the API server's notation. */
  readonly path: string;
  readonly severity: Saying['severity'];
  readonly message: string;
  /** Whether the place itself is meant, and not something that is missing there. */
  readonly isExact: boolean;
  /** Id of the check whose page says more. */
  readonly check?: string;
}

/** What is said of an object, at the places of which it is said; each thing once. */
export function marksOf({ root, asked }: Askable, sayings: readonly Saying[]): Mark[] {
  const marks: Mark[] = [];
  for (const saying of sayings) {
    const { line, by, severity, isSecond, check } = saying;
    // Lines count in the text that was sent: that of an item of a list is another.
    const isWhole = asked.text === root.source.text;
    const place = { ...saying, line: isWhole ? line : undefined };
    const message = by === undefined ? saying.message : `${saying.message} (${by})`;
    const mark = { ...locate(root, place), severity, message, ...(check === undefined ? {} : { check }) };
    const isKnown = marks.some((one) =>
      isSecond ? overlaps(one, mark) : isSameSpan(one, mark) && one.message === message,
    );
    if (!isKnown) marks.push(mark);
  }
  return marks.filter((one) => !marks.some((other) => isFilledIn(one, other)));
}

function isSameSpan({ span: one }: Mark, { span: other }: Mark): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Whether one lies in the other. */
function overlaps({ path: one }: Mark, { path: other }: Mark): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Of two fields with the same fault, one is there, and the server has filled in the other from it. */
function isFilledIn(missing: Mark, there: Mark): boolean {
  const isSame = !missing.isExact && there.isExact && missing.message === there.message;
  return isSame && there.path.startsWith(missing.path);
}
