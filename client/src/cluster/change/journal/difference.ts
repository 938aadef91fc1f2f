import { stringify } from 'yaml';
import type { Json } from '../../look/comparable.ts';
import { asMap, maskBoth, withoutServerFields } from '../../look/comparable.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/** So much of a difference is kept, in characters. */
const MOST = 16_000;

/** The object after a change as a whole: of scaling, the server answers with the scale alone. */
export function wholeAfter(before: Json | undefined, after: Json | undefined): Json | undefined {
  if (!before || after?.['kind'] !== 'Scale' || before['kind'] === 'Scale') return after;
  const { replicas = 0 } = asMap(after['spec']) ?? {};
  return { ...before, spec: { ...asMap(before['spec']), replicas } };
}

/** What a change made of an object, without values of Secrets; nothing where there are not two states of one object. */
export function differenceText(before: Json | undefined, after: Json | undefined): string | undefined {
  if (!before || !after || before['kind'] !== after['kind']) return undefined;
  const both = maskBoth(withoutServerFields(before), withoutServerFields(after));
  const [left = '', right = ''] = both.map((one) =>
    stringify(one, { aliasDuplicateObjects: false, lineWidth: 0 }),
  );
  const text = unifiedDiff(left, right);
  return text.length <= MOST ? text : `${text.slice(0, MOST)}\n… the rest is not kept`;
}
