import { expect, test } from 'vitest';
import { Journal } from './journal.ts';

/** A change of an object of so many characters. */
function entry(name: string, size: number) {
  const before = { kind: 'ConfigMap', metadata: { name }, data: { a: 'x'.repeat(size) } };
  const path = `/api/v1/namespaces/default/configmaps/${name}`;
  const where = { context: 'test', server: 'https://a.example.com', path };
  return { ...where, time: 1, action: 'deleted', before, after: undefined, outcome: 'done' } as const;
}

test('keeps no more objects in memory than there is room for, and the newest in any case', () => {
  const journal = new Journal();
  const [part, whole] = [30 * 1024 * 1024, 70 * 1024 * 1024];
  for (const name of ['a', 'b', 'c']) journal.record(entry(name, part));
  expect(journal.entries.map(({ path }) => path.at(-1))).toEqual(['b', 'c']);
  journal.record(entry('d', whole));
  expect(journal.entries.map(({ path }) => path.at(-1))).toEqual(['d']);
  journal.record(entry('e', 10));
  expect(journal.entries.map(({ path }) => path.at(-1))).toEqual(['e']);
  for (let count = 0; count < 300; count++) journal.record(entry('f', 10));
  expect(journal.entries).toHaveLength(200);
});
