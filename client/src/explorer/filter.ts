import type { Column, Row } from '../cluster/resources/table.ts';
import { isUnwell } from './status.ts';

/** Which objects are shown. */
export interface Filter {
  /** As it was typed. */
  readonly text: string;
  readonly matches: (row: Row, columns: readonly Column[]) => boolean;
}

/** Stands for all that is not well. */
export const UNWELL = '@unwell';

/** `web app=shop tier!=test @unwell`: parts of the name, labels as `kubectl -l` has them, and a state; all of them have to match. */
export function parseFilter(text: string): Filter | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const tests = parts.map(partOf);
  return { text: text.trim(), matches: (row, columns) => tests.every((one) => one(row, columns)) };
}

function partOf(part: string): Filter['matches'] {
  if (part.toLowerCase() === UNWELL) return isUnwell;
  const [, key, operator, value] = /^([^=!]+)(!=|==?)(.*)$/.exec(part) ?? [];
  if (key === undefined) {
    const name = part.toLowerCase();
    return (row) => row.name.toLowerCase().includes(name);
  }
  const wanted = operator !== '!=';
  return ({ labels }) => (labels?.[key] === value) === wanted;
}
