type Labels = Readonly<Record<string, string>>;

/** A term of a selector (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors). */
type Term = (labels: Labels) => boolean;

export interface Selector {
  /** A label that everything selected has, to look things up by. */
  readonly label: readonly [key: string, value: string] | undefined;
  readonly matches: Term;
}

const TERM = /(!?)([\w./-]+)(?:\s*(==?|!=)\s*([\w.-]*)|\s+(in|notin)\s+\(([^)]*)\))?\s*(?:,|$)/gy;

/** Reads a selector as tables of the server have it: `app=shop,tier in (web,api)`. `undefined` for none, or what is no selector. */
export function parseSelector(text: string): Selector | undefined {
  const terms: Term[] = [];
  let label: Selector['label'];
  let end = 0;
  for (const match of text.matchAll(TERM)) {
    const [whole, not, key = '', operator, value = '', set, values = ''] = match;
    end = match.index + whole.length;
    const several = values.split(',').map((one) => one.trim());
    if (set) terms.push((labels) => several.includes(labels[key] ?? '\0') === (set === 'in'));
    else if (operator === '!=') terms.push((labels) => labels[key] !== value);
    else if (operator) {
      label ??= [key, value];
      terms.push((labels) => labels[key] === value);
    } else terms.push((labels) => Object.hasOwn(labels, key) === (not === ''));
  }
  if (terms.length === 0 || end !== text.length) return undefined;
  return { label, matches: (labels) => terms.every((term) => term(labels)) };
}
