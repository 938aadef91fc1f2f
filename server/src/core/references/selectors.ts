import type { Field } from '../manifest/field.ts';

export type Labels = ReadonlyMap<string, string>;

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** A selector of labels. Without any requirement it selects everything. */
export class Selector {
  /** Labels that must be there with this value. */
  readonly equal: Labels;
  readonly #requirements: readonly Requirement[];

  constructor(equal: Labels, requirements: readonly Requirement[] = []) {
    this.equal = equal;
    this.#requirements = requirements;
  }

  get isEmpty(): boolean {
    return this.equal.size === 0 && this.#requirements.length === 0;
  }

  /** The keys that it speaks of. */
  get keys(): string[] {
    return [...this.equal.keys(), ...this.#requirements.map(({ key }) => key)];
  }

  /** The same selector without what it says of some keys. */
  without(drops: (key: string) => boolean): Selector {
    if (!this.keys.some(drops)) return this;
    const equal = new Map([...this.equal].filter(([key]) => !drops(key)));
    return new Selector(
      equal,
      this.#requirements.filter(({ key }) => !drops(key)),
    );
  }

  matches(labels: Labels): boolean {
    for (const [key, value] of this.equal) if (labels.get(key) !== value) return false;
    return this.#requirements.every((requirement) => meets(labels, requirement));
  }
}

/**
 * A LabelSelector: `matchLabels` and `matchExpressions` must all hold. `undefined` where it is absent, which selects nothing;
 * an empty one selects everything (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors).
 */
export function labelSelector(field: Field): Selector | undefined {
  if (!field.isMap) return undefined;
  const requirements = field
    .at('matchExpressions')
    .items()
    .map((item) => ({
      key: item.at('key').written ?? '',
      operator: item.at('operator').string ?? '',
      values: item
        .at('values')
        .items()
        .map((value) => value.written ?? ''),
    }));
  return new Selector(pairs(field.at('matchLabels')), requirements);
}

/** A plain map of labels, as a Service has it: absent or empty, it selects nothing. */
export function plainSelector(field: Field): Selector | undefined {
  const equal = pairs(field);
  return equal.size > 0 ? new Selector(equal) : undefined;
}

function pairs(field: Field): Labels {
  return new Map(field.entries().map((entry) => [String(entry.key), entry.written ?? '']));
}

/** `NotIn` also holds where the label is absent. An operator that does not exist selects nothing. */
function meets(labels: Labels, { key, operator, values }: Requirement): boolean {
  const value = labels.get(key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
