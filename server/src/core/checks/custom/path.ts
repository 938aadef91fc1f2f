import type { Field } from '../../manifest/field.ts';

/** One step of a path: a key, an index, or everything below. */
type Step = string | number | typeof ANY;

const ANY = Symbol('[*]');

const STEP = /\.?(?:\[(?:(\*?)|(\d+)|"([^"]*)"|'([^']*)'|([^\]"'*]+))\]|([^.[\]]+))/y;

/**
 * Reads the path of a field as the API server writes it: `spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`.
 * `[*]` or `[]` stands for every item of a list and every entry of a mapping. `undefined` for what is no path.
 */
export function parsePath(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    if (text[STEP.lastIndex] === '.' && steps.length === 0) return undefined;
    const match = STEP.exec(text);
    if (!match) return undefined;
    const [, any, index, double, single, bracketed, plain] = match;
    const key = double ?? single ?? bracketed ?? plain;
    if (any !== undefined) steps.push(ANY);
    else steps.push(index === undefined ? (key ?? '') : Number(index));
  }
  return steps.length > 0 && steps.length <= MOST ? steps : undefined;
}

const MOST = 50;

/** A few lines of lists that repeat each other through aliases can stand for millions of fields. */
const MOST_FIELDS = 10_000;

/** The fields that a path leads to, absent ones included. */
export function fieldsAt(root: Field, steps: readonly Step[]): Field[] {
  let fields = [root];
  for (const step of steps) {
    const next: Field[] = [];
    for (const field of fields) {
      if (next.length >= MOST_FIELDS) break;
      if (step !== ANY) next.push(field.at(step));
      else for (const one of field.isSeq ? field.items() : field.entries()) next.push(one);
    }
    fields = next;
  }
  return fields;
}
