import { renameKey, set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import { titleOf } from '../references/objects.ts';
import type { Labels, Selector } from '../references/selectors.ts';
import type { Slot } from '../workspace.ts';
import type { Fix, Related } from './check.ts';
import { suggest } from '../schema/suggest.ts';

/** Something with labels that a selector could mean. */
export interface Labelled {
  readonly slot: Slot;
  readonly labels: Labels;
  /** Where they are written. */
  readonly field: Field;
  /** Whether what it is made by relies on a label, so that it cannot be changed alone. */
  readonly isFixed: (key: string) => boolean;
}

/** What a selector that selects nothing most likely means, and how to get there. */
export interface NearLabels {
  /** The entry of the selector that is wrong. */
  readonly entry: Field;
  readonly hint: string;
  /** Whether the labels differ by so little that nothing else can be meant. */
  readonly isSlip: boolean;
  /** Whether the other labels fit. */
  readonly othersFit: boolean;
  readonly fixes: readonly Fix[];
  readonly related: readonly Related[];
}

/** The labelled thing that a selector misses by one label only, and by as little as possible. */
export function nearLabels(
  pairs: Field,
  selector: Selector,
  all: readonly Labelled[],
  what: string,
): NearLabels | undefined {
  let best: { readonly one: Labelled; readonly miss: Miss } | undefined;
  for (const one of all.slice(0, MOST)) {
    const [wrong, ...more] = [...selector.equal].filter(([key, value]) => one.labels.get(key) !== value);
    if (!wrong || more.length > 0 || !selector.without((key) => key === wrong[0]).matches(one.labels))
      continue;
    const miss = missOf(wrong[0], wrong[1], one.labels, selector.keys.length > 1);
    if (miss && (!best || miss.weight > best.miss.weight)) best = { one, miss };
    if (best?.miss.weight === CLOSE) break;
  }
  return best && describe(pairs, best.one, best.miss, what);
}

/** In a folder of more, a suggestion is not worth the time. */
const MOST = 500;

/** How one label differs from what is wanted. */
interface Miss {
  readonly key: string;
  readonly wanted: string;
  /** The label that is there instead. */
  readonly has: readonly [key: string, value: string] | undefined;
  readonly weight: number;
  readonly othersFit: boolean;
  /** In short words a letter makes another word. */
  readonly isShort: boolean;
}

const CLOSE = 2;
const FAR = 1;

/** Without another label in common only a slip of the pen tells that these pods are meant. */
function missOf(key: string, wanted: string, labels: Labels, othersFit: boolean): Miss | undefined {
  const value = labels.get(key);
  const miss = { key, wanted, othersFit, isShort: false };
  if (value !== undefined) {
    const near = suggest(wanted, [value]);
    if (near)
      return { ...miss, has: [key, value], weight: CLOSE, isShort: near.letters > 0 && wanted.length < 5 };
    return othersFit ? { ...miss, has: [key, value], weight: FAR } : undefined;
  }
  const same = [...labels].find(([, other]) => other === wanted && wanted.length > 1);
  if (same) return { ...miss, has: same, weight: CLOSE };
  return othersFit ? { ...miss, has: undefined, weight: FAR } : undefined;
}

function describe(
  pairs: Field,
  { slot, field, isFixed }: Labelled,
  { key, wanted, has, weight, othersFit, isShort }: Miss,
  what: string,
): NearLabels {
  const entry = pairs.at(key);
  const title = titleOf(slot.resource);
  const whose = what === 'pods' ? `the pods of ${title}` : title;
  const fixes: Fix[] = [];
  if (has && has[0] === key)
    fixes.push({ title: `Change to \`${has[1]}\``, safe: false, edits: () => set(entry, has[1]) });
  else if (has)
    fixes.push({ title: `Change to \`${has[0]}\``, safe: false, edits: () => renameKey(entry, has[0]) });
  if (!isFixed(key)) {
    const edits = (): ReturnType<Fix['edits']> =>
      set(field.at(key), wanted).map((edit) => ({ ...edit, origin: slot }));
    fixes.push({ title: `Label ${whose} with \`${key}: ${wanted}\``, safe: false, edits });
  }
  const have = what === 'pods' ? 'have' : 'has';
  const hint = !has
    ? `${whose} ${have} no label ${key}`
    : weight === CLOSE
      ? `did you mean ${has.join('=')}?`
      : `${whose} ${have} ${has.join('=')}`;
  const place = has ? field.at(has[0]) : field;
  return {
    entry,
    hint,
    isSlip: weight === CLOSE && (othersFit || !isShort),
    othersFit,
    fixes,
    related: [{ field: place, message: title, origin: slot }],
  };
}
