import { set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import { perObject } from '../references/memo.ts';
import type { Slot } from '../workspace.ts';
import type { Fix, Related } from './check.ts';
import { suggest } from '../schema/suggest.ts';

const SLIPS = 2;

/** The object that a name which nothing has most likely means. */
export interface NearName {
  readonly name: string;
  /** Whether so few letters differ that nothing else can be meant. */
  readonly isSlip: boolean;
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
}

/** The one of these objects, or of further names, that is closest to what is written, if any is close. */
export function nearName(
  field: Field,
  others: readonly Slot[],
  message: string,
  further: readonly string[] = [],
): NearName | undefined {
  const names = further.length > 0 ? [...namesOf(others), ...further] : namesOf(others);
  const written = field.written ?? '';
  const near = suggest(written, names);
  const name = near?.word;
  const slot = others.find(({ resource }) => resource.name === name);
  if (!near || name === undefined) return undefined;
  return {
    name,
    isSlip: near.letters === 0 || (near.letters <= SLIPS && written.length > 4),
    fixes: [{ title: `Change to \`${name}\``, safe: false, edits: () => set(field, name) }],
    related: slot ? [{ field: slot.resource.root.at('metadata', 'name'), message, origin: slot }] : [],
  };
}

const namesOf = perObject((slots: readonly Slot[]) => slots.flatMap(({ resource }) => resource.name ?? []));
