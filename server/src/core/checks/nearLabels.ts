import { renameKey, set } from '../manifest/edit.ts';
import type { Field } from '../manifest/field.ts';
import { titleOf } from '../references/objects.ts';
import type { Labels, Selector } from '../references/selectors.ts';
import type { Slot } from '../workspace.ts';
import type { Fix, Related } from './check.ts';
import { suggest } from '../schema/suggest.ts';

/** How things that a selector could mean carry labels. */
export interface Labelled {
  /** In words, such as `the pods of Deployment web`. */
  readonly title: (slot: Slot) => string;
  /** Whether they are many. */
  readonly plural: boolean;
  readonly labels: (slot: Slot) => Labels;
  /** Where the labels are written. */
  readonly field: (slot: Slot) => Field;
  /** Whether what makes them relies on a label, so that it cannot be changed alone. */
  readonly isFixed: (slot: Slot, key: string) => boolean;
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

/** The thing that a selector misses by one label only, and by as little as possible. */
export function nearLabels(
  pairs: Field,
  selector: Selector,
  all: readonly Slot[],
  labelled: Labelled,
): NearLabels | undefined {
  let best: { readonly slot: Slot; readonly miss: Miss } | undefined;
  for (const slot of all.slice(0, MOST)) {
    const labels = labelled.labels(slot);
    const key = onlyWrong(selector, labels);
    if (key === undefined) continue;
    const miss = missOf(key, selector.equal.get(key) ?? '', labels, selector.keys.length > 1);
    if (miss && (!best || miss.weight > best.miss.weight)) best = { slot, miss };
    if (best?.miss.weight === CLOSE) break;
  }
  return best && describe(pairs, best.slot, best.miss, labelled);
}

/** The key of the one label that is wrong, if it is only one. */
function onlyWrong(selector: Selector, labels: Labels): string | undefined {
  let wrong: string | undefined;
  for (const [key, value] of selector.equal) {
    if (labels.get(key) === value) continue;
    if (wrong !== undefined) return undefined;
    wrong = key;
  }
  return wrong !== undefined && selector.without((key) => key === wrong).matches(labels) ? wrong : undefined;
}

/** In a folder of more, a suggestion is not worth the time. */
const MOST = 200;

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
  slot: Slot,
  { key, wanted, has, weight, othersFit, isShort }: Miss,
  { title, plural, field: fieldOf, isFixed }: Labelled,
): NearLabels {
  const entry = pairs.at(key);
  const whose = title(slot);
  const field = fieldOf(slot);
  const fixes: Fix[] = [];
  if (has && has[0] === key)
    fixes.push({ title: `Change to \`${has[1]}\``, safe: false, edits: () => set(entry, has[1]) });
  else if (has)
    fixes.push({ title: `Change to \`${has[0]}\``, safe: false, edits: () => renameKey(entry, has[0]) });
  if (!isFixed(slot, key)) {
    const edits = (): ReturnType<Fix['edits']> =>
      set(field.at(key), wanted).map((edit) => ({ ...edit, origin: slot }));
    fixes.push({ title: `Label ${whose} with \`${key}: ${wanted}\``, safe: false, edits });
  }
  const have = plural ? 'have' : 'has';
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
    related: [{ field: place, message: titleOf(slot.resource), origin: slot }],
  };
}
