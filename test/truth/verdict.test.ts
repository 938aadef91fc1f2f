import { parse } from 'yaml';
import { expect } from 'vitest';
import type { Saying } from '../../client/src/cluster/verdict/saying.ts';
import { askServer } from '../../client/src/cluster/verdict/ask.ts';
import { Session } from '../../client/src/cluster/session.ts';
import { askablesIn } from '../../client/src/clusters/verdict/askable.ts';
import type { Mark } from '../../client/src/clusters/verdict/marks.ts';
import { marksOf } from '../../client/src/clusters/verdict/marks.ts';
import { asWritten } from '../../server/src/core/manifest/misnamed.ts';
import { contextFor } from '../harness/cluster/context.ts';
import { test } from './judgeTest.ts';
import { mutantsOf } from './mutate.ts';
import type { Mutant } from './mutate.ts';
import { validObjects } from './objects.ts';

const AT_ONCE = 8;
const LEAST = 0.99;

test('errors of the server land on the exact field', async ({ server, judge }) => {
  const session = new Session(contextFor(server), { env: {}, policy: () => 'readOnly' });
  const samples = validObjects((apiVersion, kind) => judge.serves(apiVersion, kind));
  const queue = samples.flatMap((one) => mutantsOf(one, 1));
  let [errors, exact, rejected, changed] = [0, 0, 0, 0];
  const others: string[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = queue.pop(); mutant; mutant = queue.pop()) {
      const [object] = askablesIn('file:///a.yaml', mutant.text).objects;
      if (!object) continue;
      const { sayings } = await askServer(
        session,
        object.asked,
        object.root.toJSON() as Record<string, unknown>,
      );
      const found = sayings.filter(({ severity }) => severity === 'error');
      const marks: Mark[] = [];
      for (const saying of found) {
        const [mark] = marksOf(object, [saying]);
        if (!mark) throw new Error('no mark');
        marks.push(mark);
        errors++;
        if (isRight(saying, mark, mutant)) exact++;
        else
          others.push(
            `${mutant.name} [${mutant.mutation} ${mutant.what}]: ${mark.path} for ${saying.paths.join(' ')}: ${saying.message.slice(0, 120)}`,
          );
      }
      if (found.length === 0) continue;
      rejected++;
      if (marks.some(({ path }) => isAround(words(path), changedWords(mutant)))) changed++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  session.close();
  console.log(
    `${errors} errors on ${rejected} objects: ${percent(exact / errors)} on the exact field, ${percent(changed / rejected)} of the objects have one at what was changed.\n${others.join('\n')}`,
  );
  expect(errors).toBeGreaterThan(1000);
  expect(exact / errors).toBeGreaterThanOrEqual(LEAST);
});

/** The place that the server names, or as much of it as is written; where it names none, what was changed. */
function isRight(saying: Saying, { path }: Mark, mutant: Mutant): boolean {
  const found = words(path);
  const changed = changedWords(mutant);
  if (saying.line) return changed.at(-1) === path;
  if (saying.paths.length === 0) return isAround(found, changed);
  if (found.join('.') === changed.join('.')) return true;
  const object: unknown = parse(mutant.text, { version: '1.1' });
  return saying.paths.some((one) =>
    [one, asWritten(one)].some((named) => {
      const isWithin = saying.within !== undefined && found.join('.').startsWith(words(named).join('.'));
      return isWithin || isSame(words(named), found, object);
    }),
  );
}

/** Whether a place is the one that is named, or what is there of it. */
function isSame(named: readonly string[], found: readonly string[], object: unknown): boolean {
  const isStart = found.every((word, index) => word === named[index]);
  if (!isStart) return sameWithoutIndices(named, found);
  return found.length === named.length || !has(object, named.slice(0, found.length + 1));
}

/** The server leaves out indices, names items by their keys, and has words of its own (`VolumeSource`). */
function sameWithoutIndices(named: readonly string[], found: readonly string[]): boolean {
  return plain(named) === plain(found) || plain(named).startsWith(`${plain(found)}.`);
}

function plain(words: readonly string[]): string {
  return words
    .filter((word) => !/^\d+$|=|^[A-Z]\w*Source$|^[A-Z]\w*Handler$/.test(word))
    .join('.')
    .toLowerCase();
}

function has(object: unknown, path: readonly string[]): boolean {
  let value = object;
  for (const word of path) {
    if (typeof value !== 'object' || value === null || !(word in value)) return false;
    value = (value as Record<string, unknown>)[word];
  }
  return true;
}

function isAround(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.every((word, index) => word === long[index]);
}

function changedWords({ what }: Mutant): string[] {
  return words(what.slice(0, what.indexOf(': ')));
}

/** The parts of a path, however they are divided. */
function words(path: string): string[] {
  return path
    .replaceAll(/\[[^\]]*=(?:"[^"]*"|[^\]"])*\]/g, '')
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .replaceAll(/\[["']?([^\]"'=]+)["']?\]/g, '.$1')
    .split('.')
    .filter(Boolean);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
