import type { Verdict } from '../../cluster/verdict/ask.ts';
import type { Askable } from './askable.ts';
import type { Mark } from './marks.ts';

/** An object with what the server says of it, and the marks that show it. */
export interface Judged extends Askable {
  readonly verdict: Verdict;
  readonly marks: readonly Mark[];
}
