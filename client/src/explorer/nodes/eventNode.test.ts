import { expect, test } from 'vitest';
import type { Row } from '../../cluster/resources/table.ts';
import { newestFirst } from './eventNode.ts';

const COLUMNS = ['Last Seen', 'Reason'].map((name) => ({ name, type: 'string' }));

test('reads of each event once when it was, however often they are sorted', () => {
  let reads = 0;
  const rows = [5, 1, 3, 2, 4].map((minutes): Row => {
    const row = { ...EVENT, uid: String(minutes), name: String(minutes) };
    const cells = [`${minutes}m`, 'Pulled'];
    return Object.defineProperty(row, 'cells', { get: () => (reads++, cells) });
  });
  const names = (): string[] => rows.toSorted(newestFirst(COLUMNS)).map(({ name }) => name);
  expect(names()).toEqual(['1', '2', '3', '4', '5']);
  expect(reads).toBe(5);
  expect(names()).toEqual(['1', '2', '3', '4', '5']);
  expect(reads).toBe(5);
});

const EVENT: Row = {
  uid: '1',
  name: 'shop',
  namespace: 'default',
  cells: [],
  resourceVersion: '1',
  created: 0,
  printed: 3_600_000,
  deleting: false,
  owner: undefined,
  locked: false,
  labels: undefined,
};
