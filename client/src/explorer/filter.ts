import type { Row } from '../cluster/resources/table.ts';

/** Which objects are shown. */
export interface Filter {
  /** As it was typed. */
  readonly text: string;
  readonly matches: (row: Row) => boolean;
}

/** `web app=shop tier!=test`: parts of the name, and labels as `kubectl -l` has them; all of them have to match. */
export function parseFilter(text: string): Filter | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const tests = parts.map(partOf);
  return { text: text.trim(), matches: (row) => tests.every((one) => one(row)) };
}

function partOf(part: string): (row: Row) => boolean {
  const [, key, operator, value] = /^([^=!]+)(!=|==?)(.*)$/.exec(part) ?? [];
  if (key === undefined) {
    const name = part.toLowerCase();
    return (row) => row.name.toLowerCase().includes(name);
  }
  const wanted = operator !== '!=';
  return ({ labels }) => (labels?.[key] === value) === wanted;
}
