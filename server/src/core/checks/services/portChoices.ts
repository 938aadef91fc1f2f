import { nearest } from '../config.ts';

/** A port that could be meant. */
interface Candidate {
  readonly name: string | undefined;
  readonly number: number | undefined;
}

/**
 * The ports that may be meant instead of a number or name that is not there, the likeliest first, three at most: one of the
 * name that the place itself has (`alike`), else the one that is spelled most like it. A name is answered by names where there are any.
 */
export function portChoices(
  wanted: number | string,
  declared: readonly Candidate[],
  alike?: string,
): (number | string)[] {
  const byName = typeof wanted === 'string';
  const values = declared.map(({ name, number }) => ({ name, value: byName ? (name ?? number) : number }));
  const known = values.filter(
    (one): one is typeof one & { value: number | string } => one.value !== undefined,
  );
  const near = nearest(
    String(wanted),
    known.map(({ value }) => String(value)),
  );
  const likely = [
    ...known.filter(({ name }) => alike !== undefined && name === alike),
    ...known.filter(({ value }) => String(value) === near),
    ...known,
  ];
  return [...new Set(likely.map(({ value }) => value))].slice(0, 3);
}
